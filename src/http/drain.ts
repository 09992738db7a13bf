import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Server as Listener, type Socket } from 'node:net';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';

/** Time for load balancers to notice that readiness has ended, while everything else continues. */
const NOTICE_MS = 500;
/** How long connections have to be idle to be closed without a final response. */
const LINGER_MS = 3_000;
/** Time after the grace period for the last responses, once upstream is cut off. */
const LAST_ANSWERS_MS = 1_500;
/** Time after the grace period in which the shutdown ends. */
const LAST_MS = 1_700;
const POLL_MS = 20;
/** A turn of the event loop with almost no work; after a while a longer one suffices, and finally any. */
const SHORT_TURN_MS = 1;
const SHORT_WITHIN_MS = 300;
const QUIET_WITHIN_MS = 2_000;

interface Connection {
  /** False for connections of an embedding server, which keeps them as it likes. */
  readonly isOwn: boolean;
  /** Requests without a response. */
  underWay: number;
  /** Time of the last response, or of the connection; milliseconds of `performance.now`. */
  lastUsed: number;
}

/**
 * Graceful shutdown of an HTTP server. HTTP/1.1 has no way to announce the end of an idle connection except in a response, so
 * each connection gets time for one more.
 *
 * 1. Readiness ends; everything else continues, so that clients do not open new connections needlessly.
 * 2. The server stops listening; each response is the last one on its connection.
 * 3. Idle connections are closed.
 */
export class Drain {
  private readonly connections = new Map<Socket, Connection>();
  private accepted = 0;
  private requests = 0;
  private readonly endings: (() => void)[] = [];
  private phase: 'open' | 'noticed' | 'ending' | 'ended' = 'open';

  /** @param graceMs time until upstream is cut off, so that requests in flight fail and are answered */
  constructor(private readonly graceMs: number) {}

  /** False once the shutdown has begun. */
  get isReady(): boolean {
    return this.phase === 'open';
  }

  /** Whether each response is the last one on its connection. */
  get endsConnections(): boolean {
    return this.phase === 'ending' || this.phase === 'ended';
  }

  /** Whether requests cannot be answered any more. */
  get hasEnded(): boolean {
    return this.phase === 'ended';
  }

  /** @param listener called when the server has stopped listening: what would not end by itself is to be ended */
  onEnding(listener: () => void): void {
    this.endings.push(listener);
  }

  watch(server: Server): void {
    server.on('connection', (socket: Socket) => {
      this.accepted += 1;
      this.connections.set(socket, { isOwn: true, underWay: 0, lastUsed: performance.now() });
      socket.once('close', () => this.connections.delete(socket));
    });
  }

  /** To be called for every request, of any server. */
  begin({ socket }: Pick<IncomingMessage, 'socket'>, response: Pick<ServerResponse, 'once'>): void {
    this.requests += 1;
    const connection = this.connections.get(socket) ?? { isOwn: false, underWay: 0, lastUsed: 0 };
    this.connections.set(socket, connection);
    connection.underWay += 1;
    response.once('close', () => {
      connection.underWay -= 1;
      connection.lastUsed = performance.now();
      if (!connection.isOwn && connection.underWay === 0) this.connections.delete(socket);
    });
  }

  /**
   * Resolves when all connections are closed, {@link LAST_MS} after the grace period at the latest.
   *
   * @param cutOff makes requests in flight fail when the grace period is over
   */
  async end(server: Server, cutOff: () => Promise<void>): Promise<void> {
    const deadline = performance.now() + this.graceMs;
    this.phase = 'noticed';
    await sleep(Math.min(NOTICE_MS, this.graceMs));
    await this.untilLoopIsIdle(deadline + SHORT_WITHIN_MS, () => this.accepted);
    // Not the server's own `close`, which also closes currently idle connections.
    Listener.prototype.close.call(server);
    // Not earlier: a client whose connection ends while the server listens opens a new one at once.
    this.phase = 'ending';
    for (const endAll of this.endings) endAll();
    await this.until(deadline, () => !this.some(isBusy) && !this.some(isFresh));
    if (this.some(isBusy)) {
      // The owner of upstream closes it again and handles failures then.
      cutOff().catch(() => undefined);
      await this.until(deadline + LAST_ANSWERS_MS, () => !this.some(isBusy));
    }
    await this.untilLoopIsIdle(deadline + LAST_MS, () => this.accepted + this.requests);
    this.phase = 'ended';
    server.closeAllConnections();
  }

  private some(holds: (connection: Connection) => boolean): boolean {
    return [...this.connections.values()].some(holds);
  }

  private async until(deadline: number, holds: () => boolean): Promise<void> {
    while (performance.now() < deadline && !holds()) await sleep(POLL_MS);
  }

  /**
   * Resolves right after a poll of the network that found nothing. Closing before it would reset connections that the operating
   * system has already accepted, and requests whose first bytes have arrived.
   */
  private async untilLoopIsIdle(latest: number, arrivals: () => number): Promise<void> {
    const begun = performance.now();
    const deadline = Math.min(latest, begun + QUIET_WITHIN_MS);
    for (;;) {
      const before = arrivals();
      const started = performance.now();
      // Runs right after the event loop's poll of the network, in which it accepts one connection at most.
      await setImmediate();
      const now = performance.now();
      const longestTurn = now - begun < SHORT_WITHIN_MS ? SHORT_TURN_MS : Infinity;
      if (before === arrivals() && now - started < longestTurn) return;
      if (now > deadline) return;
    }
  }
}

function isBusy({ underWay }: Connection): boolean {
  return underWay > 0;
}

function isFresh({ lastUsed }: Connection): boolean {
  return performance.now() - lastUsed < LINGER_MS;
}

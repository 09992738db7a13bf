import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Server as Listener, type Socket } from 'node:net';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';

/** How long balancers get to notice that readiness is over, while everything else is as ever. */
const NOTICE_MS = 500;
/** How long all connections have to lie idle to be closed without having been told in an answer. */
const LINGER_MS = 3_000;
/** How long after the grace time answers may take, since upstream has been cut off. */
const LAST_ANSWERS_MS = 1_500;
/** How long after the grace time all of it is over. */
const LAST_MS = 1_700;
const POLL_MS = 20;
/** A turn of the event loop with next to nothing to do; after a while a longer one is good enough, and in the end any. */
const SHORT_TURN_MS = 1;
const SHORT_WITHIN_MS = 300;
const QUIET_WITHIN_MS = 2_000;

interface Connection {
  /** Not of a server of somebody else's, who keeps idle connections for as long as they like. */
  readonly isOwn: boolean;
  /** Requests that have not been answered. */
  underWay: number;
  /** Of the last answer, or of when it was made; milliseconds of `performance.now`. */
  lastUsed: number;
}

/**
 * Ends an HTTP server so that nobody is cut off. HTTP/1.1 cannot tell an idle connection that it is about to be closed: only an
 * answer can, so there is time for one more on each of them.
 *
 * 1. Readiness is over; everything else goes on, so that nobody makes new connections without need.
 * 2. Nobody listens any more; each answer is the last one on its connection.
 * 3. Connections that nobody has used for a while are closed.
 */
export class Drain {
  private readonly connections = new Map<Socket, Connection>();
  private accepted = 0;
  private requests = 0;
  private phase: 'open' | 'noticed' | 'ending' | 'ended' = 'open';

  /** @param graceMs after which upstream is cut off, for what is still under way then to be answered */
  constructor(private readonly graceMs: number) {}

  /** False from when the end has begun. */
  get isReady(): boolean {
    return this.phase === 'open';
  }

  /** Whether each answer is the last one on its connection. */
  get endsConnections(): boolean {
    return this.phase === 'ending' || this.phase === 'ended';
  }

  /** Whether nothing can be answered any more. */
  get hasEnded(): boolean {
    return this.phase === 'ended';
  }

  watch(server: Server): void {
    server.on('connection', (socket: Socket) => {
      this.accepted += 1;
      this.connections.set(socket, { isOwn: true, underWay: 0, lastUsed: performance.now() });
      socket.once('close', () => this.connections.delete(socket));
    });
  }

  /** A request has come, over whichever server. */
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
   * Resolves when nothing is connected any more, {@link LAST_MS} after the grace time at the latest.
   *
   * @param cutOff makes fail what is still under way when the grace time is over
   */
  async end(server: Server, cutOff: () => Promise<void>): Promise<void> {
    const deadline = performance.now() + this.graceMs;
    this.phase = 'noticed';
    await sleep(Math.min(NOTICE_MS, this.graceMs));
    await this.untilLoopIsIdle(deadline + SHORT_WITHIN_MS, () => this.accepted);
    // Not the server's own `close`, which also closes what is idle just now.
    Listener.prototype.close.call(server);
    // Not before: whose connection ends while somebody listens makes a new one at once.
    this.phase = 'ending';
    await this.until(deadline, () => !this.some(isBusy) && !this.some(isFresh));
    if (this.some(isBusy)) {
      // Whoever owns upstream closes it once more, and hears of what fails then.
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
   * Right after a look at the network that found nothing. What is closed before it was looked at is reset: connections that the
   * operating system has accepted already, and the first bytes of requests.
   */
  private async untilLoopIsIdle(latest: number, arrivals: () => number): Promise<void> {
    const begun = performance.now();
    const deadline = Math.min(latest, begun + QUIET_WITHIN_MS);
    for (;;) {
      const before = arrivals();
      const started = performance.now();
      // Comes right after the event loop's look at the network, in which it accepts one connection at most.
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

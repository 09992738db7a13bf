import type { Socket } from 'node:net';
import type { HttpTimes } from './http-times.js';

/** Load balancers open some dozens in advance. Beyond that the oldest are closed, as attackers open them, too. */
const MAX_SILENT = 1_000;

/**
 * Connections that were opened in advance and have not sent a byte yet. Node takes them for late requests and would have them
 * answered with 408, which a proxy may take for the response to the request that it is sending.
 */
export class SilentConnections {
  /** Oldest first. */
  private readonly sockets = new Set<Socket>();

  constructor(
    private readonly times: HttpTimes,
    private readonly max = MAX_SILENT,
  ) {}

  /** Node does not watch the connection any more until a request begins. @returns false when one has begun */
  keep(socket: Socket): boolean {
    if (socket.bytesRead > 0) return false;
    socket.setTimeout(this.times.keepAlive);
    this.sockets.add(socket);
    socket.once('close', () => this.sockets.delete(socket));
    for (const oldest of this.sockets) {
      if (this.sockets.size <= this.max) break;
      this.sockets.delete(oldest);
      if (oldest.bytesRead === 0) oldest.destroy();
    }
    return true;
  }

  /** To be called for every request. */
  end(socket: Socket): void {
    if (this.sockets.delete(socket)) socket.setTimeout(this.times.idle);
  }
}

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Scheduler } from './scheduler.js';

/** In front of a bank: each request reaches it, and each answer the gateway, when it is their turn. */
export class ScheduledFront {
  private readonly server: Server;

  private constructor(
    private readonly target: string,
    private readonly scheduler: Scheduler,
  ) {
    this.server = createServer((request, response) => {
      // A gateway that is closed, or a bank that is, ends the exchange.
      this.receive(request, response).catch(() => response.destroy());
    });
  }

  static async before(target: string, scheduler: Scheduler): Promise<ScheduledFront> {
    const front = new ScheduledFront(target, scheduler);
    await new Promise<void>((listening) => front.server.listen(0, '127.0.0.1', listening));
    return front;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request;
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    await this.scheduler.turn(`${method} ${url} goes`);
    const answer = await fetch(this.target + url, {
      method,
      headers: { authorization: headers.authorization ?? '', 'content-type': 'application/json' },
      ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
    });
    const body = Buffer.from(await answer.arrayBuffer());
    await this.scheduler.turn(`${method} ${url} comes back`);
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(body);
  }
}

import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ELSEWHERE, type Strike } from './fault-kinds.js';
import { lastingPort } from './lasting-port.js';

/** Which requests something happens to: those that fit all that is said. */
export interface Target {
  readonly method: string;
  /** Of the whole path. */
  readonly path: RegExp;
  /** Sent with the access token of this bank user. */
  readonly caller?: string;
  /** Somewhere in the query or in the body. */
  readonly text?: string;
}

interface Received {
  readonly method: string;
  readonly url: URL;
  readonly authorization: string;
  readonly body: string;
}

/** A strike that lasts until it is lifted. */
export class Struck {
  /** How many requests it has hit. */
  hits = 0;

  constructor(
    readonly target: Target,
    readonly strike: Strike,
    readonly lift: () => void,
  ) {}
}

/** A server in front of another one: passes everything on, and answers what is struck in that way. */
export class FaultyFront {
  /** How many answers have neither ended nor lost their connection. */
  unfinished = 0;
  /** How often a redirect was followed. */
  followed = 0;
  private readonly strikes = new Set<Struck>();
  /** Bank users by their access tokens. */
  private readonly owners = new Map<string, string>();
  private readonly server: Server;

  private constructor(private readonly target: string) {
    this.server = createServer((request, response) => void this.receive(request, response));
  }

  static async before(target: string): Promise<FaultyFront> {
    const front = new FaultyFront(target);
    await lastingPort((port) => front.listen(port));
    return front;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  strike(target: Target, strike: Strike): Struck {
    const struck = new Struck(target, strike, () => this.strikes.delete(struck));
    this.strikes.add(struck);
    return struck;
  }

  openConnections(): Promise<number> {
    return new Promise((resolve) => {
      this.server.getConnections((_, count) => {
        resolve(count);
      });
    });
  }

  /** Nobody listens there any more, until what this gives back is called. */
  async goAway(): Promise<() => Promise<void>> {
    const { port } = this;
    await this.close();
    return async () => {
      if (!(await this.listen(port))) throw new Error(`Port ${port} is taken`);
    };
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  private get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** @returns false where somebody else listens there */
  private async listen(port: number): Promise<boolean> {
    try {
      await once(this.server.listen(port, '127.0.0.1'), 'listening');
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return false;
      throw error;
    }
  }

  private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.unfinished++;
    response.on('close', () => this.unfinished--);
    const received = await read(request, this.url);
    if (received.url.pathname.startsWith(ELSEWHERE)) this.followed++;
    const good = await this.pass(received);
    const struck = [...this.strikes].find(({ target }) => this.fits(target, received));
    if (struck === undefined) {
      response.writeHead(good.status, { 'content-type': 'application/json' }).end(good.body);
    } else {
      struck.hits++;
      struck.strike(response, good.body);
    }
  }

  private fits({ method, path, caller, text = '' }: Target, { url, body, ...received }: Received): boolean {
    if (method !== received.method || !path.test(url.pathname)) return false;
    const token = atob(received.authorization.replace('Basic ', '')).replace('api:', '');
    return (caller === undefined || this.owners.get(token) === caller) && (url.search + body).includes(text);
  }

  private async pass({ method, url, authorization, body }: Received) {
    const answer = await fetch(this.target + url.pathname + url.search, {
      method,
      headers: { authorization, ...(body !== '' && { 'content-type': 'application/json' }) },
      ...(body !== '' && { body }),
    });
    const good = Buffer.from(await answer.arrayBuffer());
    const [, owner] = /^\/v1\/api\/users\/([^/]+)\/accesstokens/.exec(url.pathname) ?? [];
    if (owner !== undefined && answer.ok) this.owners.set((JSON.parse(String(good)) as { token: string }).token, owner);
    return { status: answer.status, body: good };
  }
}

async function read(request: IncomingMessage, base: string): Promise<Received> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const { method = '', headers } = request;
  const url = new URL(request.url ?? '', base);
  return { method, url, authorization: headers.authorization ?? '', body: String(Buffer.concat(chunks)) };
}

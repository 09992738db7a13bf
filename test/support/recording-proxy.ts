import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  /** Parsed JSON; undefined where there is none. */
  readonly body: unknown;
}

/** A real server in front of another one, which remembers what it passes on, bodies included. */
export class RecordingProxy {
  readonly requests: RecordedRequest[] = [];
  /** Of any header that was ever sent. */
  readonly headerNames = new Set<string>();
  private readonly server: Server;
  private heldPath: string | undefined;
  private release: () => void = () => undefined;
  private released: Promise<void> = Promise.resolve();

  private constructor(private readonly target: string) {
    this.server = createServer((incoming, outgoing) => void this.pass(incoming, outgoing));
  }

  static async before(target: string): Promise<RecordingProxy> {
    const proxy = new RecordingProxy(target);
    await new Promise<void>((listening) => proxy.server.listen(0, '127.0.0.1', listening));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Requests to this path wait until it is another. */
  set held(path: string | undefined) {
    this.release();
    this.heldPath = path;
    this.released = new Promise((resolve) => (this.release = resolve));
  }

  /** The bodies of what was sent to this path, in order. */
  bodiesOf(method: string, path: string): unknown[] {
    return this.requests.filter((sent) => sent.method === method && sent.path === path).map(({ body }) => body);
  }

  forget(): void {
    this.requests.length = 0;
  }

  async close(): Promise<void> {
    this.release();
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  private async pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const { method = '', url = '', headers } = incoming;
    const text = Buffer.concat(chunks).toString();
    for (const name of Object.keys(headers)) this.headerNames.add(name);
    this.requests.push({ method, path: url, body: text === '' ? undefined : (JSON.parse(text) as unknown) });
    if (this.heldPath === url) await this.released;
    const onward = request(this.target + url, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.on('error', () => outgoing.destroy()).pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy()).end(text);
  }
}

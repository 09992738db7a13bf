import { createServer, type IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { close, listen, urlOf } from '../other-xs2a/http.js';

/** Takes whatever a program exports, such as traces, and keeps it as text; numbers and lengths between the texts do not matter. */
export class Collector {
  readonly received: string[] = [];

  private readonly server = createServer((request, response) => {
    void read(request).then((text) => {
      this.received.push(`${request.url ?? ''} ${JSON.stringify(request.headers)} ${text}`);
      response.setHeader('content-type', request.headers['content-type'] ?? 'application/json');
      response.end(request.headers['content-type'] === 'application/json' ? '{}' : '');
    });
  });

  async start(): Promise<void> {
    await listen(this.server);
  }

  get url(): string {
    return urlOf(this.server);
  }

  async stop(): Promise<void> {
    await close(this.server);
  }
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  return (request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString('utf8');
}

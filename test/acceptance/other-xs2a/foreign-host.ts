import { createServer } from 'node:http';
import { close, listen, urlOf } from './http.js';

/** A host that this server's answers point to. It only writes down that somebody came; nobody ever should. */
export class ForeignHost {
  /** Method and path of each request. */
  readonly visits: string[] = [];

  private readonly server = createServer((request, response) => {
    this.visits.push(`${request.method ?? ''} ${request.url ?? ''}`);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ total: 0, per_page: 15, current_page: 1, last_page: 1, data: [] }));
  });

  /** Also after its end, since responses to requests that arrived before may name it. */
  url = '';

  async start(): Promise<void> {
    await listen(this.server);
    this.url = urlOf(this.server);
  }

  async stop(): Promise<void> {
    await close(this.server);
  }
}

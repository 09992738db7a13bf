import type { Dispatcher } from 'undici';
import type { Exchange } from './exchange.js';

export interface HttpRequest {
  readonly method: Dispatcher.HttpMethod;
  /** Path and query, relative to the base URL. */
  readonly path: string;
  readonly authorization: string;
  readonly body: unknown;
  /** The media type of a document; JSON when left out. */
  readonly accept?: string | undefined;
}

const HEADERS = {
  // Rules compression out: decompressed bodies can be of any size.
  'accept-encoding': 'identity',
  'user-agent': 'xs2a-graphql-gateway',
};

/** Exchanges have their own, shorter timeouts. */
const NO_TIMEOUTS = { headersTimeout: 0, bodyTimeout: 0 };

/** HTTP with one fixed origin: no redirects, no retries, limited in time and size. */
export class Transport {
  private readonly origin: string;
  private readonly root: string;

  constructor(
    baseUrl: string,
    private readonly dispatcher: Dispatcher,
  ) {
    const { origin, pathname } = new URL(baseUrl);
    this.origin = origin;
    this.root = pathname.replace(/\/$/, '');
  }

  send({ method, path, authorization, body, accept = 'application/json' }: HttpRequest, exchange: Exchange): void {
    const content = body === undefined ? undefined : { 'content-type': 'application/json' };
    this.dispatcher.dispatch(
      {
        origin: this.origin,
        path: this.root + path,
        method,
        headers: { authorization, accept, ...HEADERS, ...content },
        body: body === undefined ? null : JSON.stringify(body),
        // The spread comes last: V8 adds properties after a spread twenty times slower.
        ...NO_TIMEOUTS,
      },
      exchange,
    );
  }
}

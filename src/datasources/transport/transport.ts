import { request, type Dispatcher } from 'undici';
import { readJson } from './body.js';
import type { RowMapping } from './json-rows.js';
import { Deadline } from './deadline.js';
import { toTransportFailure } from './transport-failure.js';

export interface HttpRequest {
  readonly method: Dispatcher.HttpMethod;
  /** Path and query, from the root of the base URL. */
  readonly path: string;
  readonly authorization: string;
  readonly body: unknown;
  /** Milliseconds for everything, from the connection to the last byte. */
  readonly timeoutMs: number;
  /** Milliseconds until the answer has begun; as long as for everything where left out. */
  readonly beginMs?: number;
  /** A longer body is a failure. */
  readonly maxBytes: number;
  /** A long list in the answer, which is mapped while it arrives. */
  readonly rows?: RowMapping | undefined;
  /** The answer has begun. */
  readonly onBegun?: () => void;
  /** Ends the exchange, for whatever reason it has. */
  readonly signal?: AbortSignal;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Parsed JSON; undefined when the body is empty or the status is not a success: error texts are of no use here. */
  readonly body: unknown;
}

/** One HTTP exchange at a time with one fixed origin: no redirects, no retries, bounded in time and size. */
export class Transport {
  constructor(
    private readonly baseUrl: string,
    private readonly dispatcher: Dispatcher,
  ) {}

  /** @throws TransportFailure when there is no complete, understandable answer in time. */
  async exchange({
    method,
    path,
    authorization,
    body,
    onBegun,
    signal,
    ...expected
  }: HttpRequest): Promise<HttpAnswer> {
    const { timeoutMs, beginMs = timeoutMs } = expected;
    const deadline = new Deadline(beginMs, signal);
    try {
      const answer = await request(this.baseUrl + path, {
        dispatcher: this.dispatcher,
        method,
        headers: {
          authorization,
          accept: 'application/json',
          // Without it any encoding would be welcome; what is unpacked can be of any size.
          'accept-encoding': 'identity',
          'user-agent': 'xs2a-graphql-gateway',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        body: body === undefined ? null : JSON.stringify(body),
        signal: deadline.signal,
      });
      deadline.extendTo(timeoutMs);
      onBegun?.();
      return { status: answer.statusCode, headers: answer.headers, body: await this.read(answer, expected) };
    } catch (error) {
      throw toTransportFailure(error);
    } finally {
      deadline.clear();
    }
  }

  private async read(
    { statusCode, headers, body }: Dispatcher.ResponseData,
    { maxBytes, rows }: Pick<HttpRequest, 'maxBytes' | 'rows'>,
  ): Promise<unknown> {
    if (statusCode >= 200 && statusCode < 300) return readJson(body, headers, maxBytes, rows);
    // Read to its end when it is short, so that the connection can serve again; otherwise the connection is closed.
    await body.dump({ limit: 16_384 });
    return undefined;
  }
}

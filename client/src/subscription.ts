import { connectionError, readAnswer, type Result } from './answer.js';
import { CallTime } from './call-time.js';
import { GatewayError, NetworkError } from './errors.js';
import { EventParser } from './event-stream.js';
import { pauseBefore, Requests } from './requests.js';
import type { GatewayClientOptions, SubscribeOptions } from './options.js';

const TIMEOUT_MS = 30_000;

/** The gateway says something every 15 seconds. */
const SILENCE_MS = 45_000;

/** A subscription over server-sent events: as many connections as it takes, one after the other. */
export class Subscription {
  readonly #requests: Requests;
  readonly #bodyOf: () => string;
  readonly #timeoutMs: number;
  readonly #maxRetries: number;
  readonly #time: CallTime;
  /** Connections that failed in a row. */
  #failures = 0;
  /** Since the last stream said so. */
  #retryMs: number | undefined;

  /** @param bodyOf what to send with the next connection */
  constructor(client: GatewayClientOptions, options: SubscribeOptions, bodyOf: () => string, time: CallTime) {
    this.#requests = new Requests(client, options, 'text/event-stream', time);
    this.#bodyOf = bodyOf;
    this.#timeoutMs = options.timeoutMs ?? client.timeoutMs ?? TIMEOUT_MS;
    this.#maxRetries = options.maxRetries ?? Infinity;
    this.#time = time;
  }

  /** Ends when the gateway says that it has ended, or when nobody wants more. */
  async *results(): AsyncGenerator<Result<unknown>, void, undefined> {
    for (let isRenewed = false; ;) {
      try {
        if (!isRenewed) await this.#requests.begin();
        yield* this.#connection();
        return;
      } catch (error) {
        if (!(error instanceof GatewayError)) throw error;
        isRenewed = await this.#requests.renewAfter(error);
        if (!isRenewed) await this.#pauseAfter(error);
      }
    }
  }

  /** @throws GatewayError also when the connection is lost */
  async *#connection(): AsyncGenerator<Result<unknown>, void, undefined> {
    const body = this.#bodyOf();
    const response = await this.#within(this.#timeoutMs, (signal) => this.#requests.send(body, signal));
    if (!isStream(response)) {
      const text = await this.#within(this.#timeoutMs, () => response.text());
      readAnswer(response, text, false);
      throw new GatewayError('UNEXPECTED_ANSWER', 'The response is not an event stream.');
    }
    if (response.body == null) throw new GatewayError('UNEXPECTED_ANSWER', 'This fetch cannot stream responses.');
    const reader = response.body.getReader();
    const parser = new EventParser();
    const decoder = new TextDecoder();
    try {
      for (let pieces = 1; ; pieces++) {
        const { done, value } = await this.#within(SILENCE_MS, () => reader.read());
        if (done || value === undefined) break;
        // The first is there with every connection, also with one that is lost at once.
        if (pieces > 1) this.#hasHeld();
        for (const { name, data } of parser.push(decoder.decode(value, { stream: true }))) {
          if (name === 'complete') return;
          if (name !== 'next') continue;
          const result = readAnswer(response, data, false);
          this.#hasHeld();
          yield result;
        }
      }
    } finally {
      this.#retryMs = parser.retryMs;
      // Ends the request, where it has not ended by itself.
      reader.cancel().catch(() => undefined);
    }
    throw new NetworkError('GATEWAY_UNREACHABLE', 'The connection was lost.', { retryable: true });
  }

  #hasHeld(): void {
    this.#failures = 0;
    this.#requests.tokenAccepted();
  }

  /** @throws GatewayError the same one when connecting again cannot help */
  async #pauseAfter(error: GatewayError): Promise<void> {
    const isLost = error.retryable && error !== this.#time.error;
    if (!isLost || this.#failures >= this.#maxRetries) throw error;
    const seconds = error.retryAfterSeconds ?? (this.#retryMs === undefined ? undefined : this.#retryMs / 1000);
    this.#retryMs = undefined;
    await this.#time.pause(pauseBefore(this.#failures++, seconds));
  }

  /** @throws GatewayError of the connection, of the caller's signal, or because it takes too long */
  async #within<T>(ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const time = new CallTime(ms, [this.#time.signal]);
    try {
      return await time.bound(() => work(time.signal));
    } catch (error) {
      throw this.#time.error ?? (error instanceof GatewayError ? error : connectionError(error, false));
    } finally {
      time.close();
    }
  }
}

function isStream({ status, headers }: Response): boolean {
  return status === 200 && /^\s*text\/event-stream\s*(;|$)/i.test(headers.get('content-type') ?? '');
}

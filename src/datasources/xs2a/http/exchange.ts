import type { Dispatcher } from 'undici';
import { Body, type BodyLimits } from './body.js';
import { decode, joined, parsed } from './bytes.js';
import { Deadline } from './deadline.js';
import { toTransportFailure, TransportFailure } from './transport-failure.js';

export interface HttpAnswer {
  readonly status: number;
  readonly headers: HttpHeaders;
  /**
   * Parsed JSON of a success (a Buffer of a document), and of a 422, which names invalid fields; undefined when it is empty, and for a 422 also when it is
   * long or malformed. Other error bodies are not read.
   */
  readonly body: unknown;
}

export type HttpHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** Limits and callbacks of an exchange: exactly one of `onAnswer` and `onFailure` is called, once. */
export interface ExchangeOptions extends BodyLimits {
  /** Milliseconds for the whole exchange. */
  readonly timeoutMs: number;
  /** Milliseconds until the response begins. */
  readonly beginMs: number;
  /** The response has begun. */
  readonly onHeaders: () => void;
  readonly onAnswer: (answer: HttpAnswer) => void;
  /** There was no complete, valid response in time. */
  readonly onFailure: (failure: TransportFailure) => void;
}

/** The body of a rejection is read up to this size to reuse the connection; beyond it, the connection is closed. */
const MAX_REFUSAL_BYTES = 16_384;

/** Its body names the fields with invalid values. */
const UNPROCESSABLE = 422;

type Controller = Dispatcher.DispatchController;

/** A 422 whose body is being read. */
interface Explanation {
  readonly status: number;
  readonly headers: HttpHeaders;
  readonly chunks: Buffer[];
}

/** One request and its response, driven by undici. */
export class Exchange implements Dispatcher.DispatchHandler {
  private readonly deadline: Deadline;
  private controller: Controller | undefined;
  private failure: TransportFailure | undefined;
  private success: { status: number; headers: HttpHeaders; body: Body } | undefined;
  private explanation: Explanation | undefined;
  private refusedBytes = 0;
  private isSettled = false;

  constructor(private readonly options: ExchangeOptions) {
    this.deadline = new Deadline(options.beginMs, () => {
      this.abort(new TransportFailure('TIMEOUT', true));
    });
  }

  /** Aborts the exchange and its connection, unless it has ended. */
  abort(failure: TransportFailure): void {
    this.failure = failure;
    this.fail(failure);
    this.controller?.abort(failure);
  }

  onRequestStart(controller: Controller): void {
    this.controller = controller;
    if (this.failure !== undefined) controller.abort(this.failure);
  }

  onResponseStart(_: Controller, status: number, headers: HttpHeaders): void {
    const { onHeaders, timeoutMs } = this.options;
    // An informational response; the final one follows.
    if (status < 200) return;
    this.deadline.extendTo(timeoutMs);
    onHeaders();
    if (status === UNPROCESSABLE) this.explanation = { status, headers, chunks: [] };
    else if (status >= 300) this.succeed({ status, headers, body: undefined });
    else
      this.orAbort(() => {
        this.success = { status, headers, body: new Body(headers, this.options) };
      });
  }

  onResponseData(controller: Controller, chunk: Buffer): void {
    const { success } = this;
    if (success !== undefined)
      this.orAbort(() => {
        success.body.push(chunk);
      });
    else if ((this.refusedBytes += chunk.length) > MAX_REFUSAL_BYTES)
      controller.abort(new Error('Not read any further'));
    else this.explanation?.chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.deadline.clear();
    const { success, explanation } = this;
    if (explanation !== undefined) this.refuse(explanation, jsonOf(explanation));
    if (success === undefined) return;
    this.orAbort(() => {
      this.succeed({ status: success.status, headers: success.headers, body: success.body.end() });
    });
  }

  onResponseError(_: Controller, error: unknown): void {
    this.fail(toTransportFailure(error));
  }

  private succeed(answer: HttpAnswer): void {
    if (this.isSettled) return;
    this.isSettled = true;
    this.options.onAnswer(answer);
  }

  private refuse({ status, headers }: Explanation, body: unknown): void {
    this.succeed({ status, headers, body });
  }

  private fail(failure: TransportFailure): void {
    this.deadline.clear();
    // A rejection counts even if its body is incomplete.
    if (this.explanation !== undefined) this.refuse(this.explanation, undefined);
    if (this.isSettled) return;
    this.isSettled = true;
    this.options.onFailure(failure);
  }

  private orAbort(read: () => void): void {
    try {
      read();
    } catch (error) {
      this.abort(toTransportFailure(error));
    }
  }
}

/** Undefined when invalid. */
function jsonOf({ headers, chunks }: Explanation): unknown {
  if ((headers['content-encoding'] ?? 'identity') !== 'identity') return undefined;
  return parsed(decode(joined(chunks)));
}

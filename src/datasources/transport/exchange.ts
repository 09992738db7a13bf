import type { Dispatcher } from 'undici';
import { JsonBody, type BodyLimits } from './body.js';
import { Deadline } from './deadline.js';
import { toTransportFailure, TransportFailure } from './transport-failure.js';

export interface HttpAnswer {
  readonly status: number;
  readonly headers: HttpHeaders;
  /** Parsed JSON; undefined when the body is empty or the status is not a success: error texts are of no use here. */
  readonly body: unknown;
}

export type HttpHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** How long an exchange may take, and what may come of it. */
export interface ExchangeLimits extends BodyLimits {
  /** Milliseconds for everything, from the connection to the last byte. */
  readonly timeoutMs: number;
  /** Milliseconds until the answer has begun; as long as for everything where left out. */
  readonly beginMs?: number;
  /** The answer has begun. */
  readonly onBegun?: () => void;
}

/** Read of a refusal, so that the connection can serve again; when there is more, it is closed. */
const MOST_OF_A_REFUSAL = 16_384;

type Controller = Dispatcher.DispatchController;

/** One request that is on its way, and its answer. It is told by undici what happens to it. */
export class Exchange implements Dispatcher.DispatchHandler {
  /** Rejects with a TransportFailure when there is no complete, understandable answer in time. */
  readonly answer: Promise<HttpAnswer>;
  private settle!: { resolve: (answer: HttpAnswer) => void; reject: (failure: TransportFailure) => void };
  private readonly deadline: Deadline;
  private controller: Controller | undefined;
  private failure: TransportFailure | undefined;
  private success: { status: number; headers: HttpHeaders; body: JsonBody } | undefined;
  private refusedBytes = 0;

  constructor(private readonly limits: ExchangeLimits) {
    this.answer = new Promise((resolve, reject) => {
      this.settle = { resolve, reject };
    });
    this.deadline = new Deadline(limits.beginMs ?? limits.timeoutMs, () => {
      this.abort(new TransportFailure('TIMEOUT', true));
    });
  }

  /** Ends it, and its connection, unless it has ended already. */
  abort(failure: TransportFailure): void {
    this.deadline.clear();
    this.failure = failure;
    this.settle.reject(failure);
    this.controller?.abort(failure);
  }

  onRequestStart(controller: Controller): void {
    this.controller = controller;
    if (this.failure !== undefined) controller.abort(this.failure);
  }

  onResponseStart(_: Controller, status: number, headers: HttpHeaders): void {
    const { onBegun, timeoutMs } = this.limits;
    // Nothing but information; the answer is still to come.
    if (status < 200) return;
    this.deadline.extendTo(timeoutMs);
    onBegun?.();
    if (status >= 300) this.settle.resolve({ status, headers, body: undefined });
    else
      this.orAbort(() => {
        this.success = { status, headers, body: new JsonBody(headers, this.limits) };
      });
  }

  onResponseData(controller: Controller, chunk: Buffer): void {
    const { success } = this;
    if (success !== undefined)
      this.orAbort(() => {
        success.body.push(chunk);
      });
    else if ((this.refusedBytes += chunk.length) > MOST_OF_A_REFUSAL)
      controller.abort(new Error('Not read any further'));
  }

  onResponseEnd(): void {
    this.deadline.clear();
    const { success } = this;
    if (success === undefined) return;
    this.orAbort(() => {
      this.settle.resolve({ ...success, body: success.body.end() });
    });
  }

  onResponseError(_: Controller, error: unknown): void {
    this.deadline.clear();
    this.settle.reject(toTransportFailure(error));
  }

  private orAbort(read: () => void): void {
    try {
      read();
    } catch (error) {
      this.abort(toTransportFailure(error));
    }
  }
}

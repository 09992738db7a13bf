import { AsyncResource } from 'node:async_hooks';
import { pathOf, type Endpoint, type PathParameters } from './endpoints.js';
import type { Meter } from '../meter.js';
import type { CircuitBreaker } from './circuit-breaker/circuit-breaker.js';
import { Exchange, type HttpAnswer } from './http/exchange.js';
import type { FairQueue, Lane, Place } from './fair-queue.js';
import type { RowMapping } from './http/json-rows.js';
import type { Transport } from './http/transport.js';
import { TransportFailure, type TransportFailureKind } from './http/transport-failure.js';
import { circuitIsOpen, errorOfAnswer, errorOfFailure, OperationTimeout, UpstreamError } from './upstream-error.js';

export interface UpstreamCall {
  readonly path?: PathParameters;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: Readonly<Record<string, unknown>>;
  /** For a write that is harmless when repeated: a lost response is like that of a read. */
  readonly repeatable?: boolean;
  /** Maximum attempts of a read; default: the policy's. */
  readonly attempts?: number | undefined;
  /** A long list in the response, whose rows are mapped during the download and then dropped. */
  readonly rows?: RowMapping;
  /** A document in the response in place of JSON: its media type, and the most bytes that it may have. */
  readonly document?: { readonly mediaType: string; readonly maxBytes: number };
  /** Whether it is a probe of the circuit breaker. */
  readonly isProbe?: boolean;
  /** The owner of the data; default: taken from the path. */
  readonly bankUserId?: string;
  readonly meter: Meter;
}

/** One request that was sent upstream, without anything confidential. */
export interface UpstreamExchange {
  readonly method: string;
  readonly route: string;
  /** HTTP status, or the reason why there is none. */
  readonly outcome: number | TransportFailureKind;
  readonly durationMs: number;
  /** From 1; reads may be retried. */
  readonly attempt: number;
}

/** Attempts and timeouts of a call. */
export interface CallPolicy {
  /** Maximum attempts, including the first. */
  readonly attempts: number;
  /** Milliseconds for all attempts and pauses, without waits in the queue. */
  readonly totalMs: number;
  /** Milliseconds until an attempt's response begins; its body may take the rest of the total. */
  readonly attemptMs: number;
  /** Milliseconds without a response after which a hedged attempt starts in parallel; default: never. */
  readonly hedgeMs?: number;
  /** The first pause; doubles each time, with jitter that shortens it. */
  readonly pauseMs: number;
  /** Maximum pause. */
  readonly longestPauseMs: number;
}

export interface UpstreamLimits {
  readonly read: CallPolicy;
  /** Milliseconds for a write, which is sent once. */
  readonly writeMs: number;
  /** Whether calls depend on others, such as a bank: then their duration says nothing about XS2A. */
  readonly waitsForOthers?: boolean;
  /** Maximum body. Turnovers have no pages: 100,000 of them are about 40 MB. */
  readonly maxBytes: number;
}

export const UPSTREAM_LIMITS: UpstreamLimits = {
  // With two of five attempts failing, one read in six hundred fails.
  read: { attempts: 7, totalMs: 30_000, attemptMs: 15_000, hedgeMs: 4_000, pauseMs: 50, longestPauseMs: 400 },
  writeMs: 20_000,
  maxBytes: 96 * 1024 * 1024,
};

/** Calls XS2A.api and maps failures to the gateway's errors. Knows no tokens: the caller passes the password. */
export class Upstream {
  constructor(
    readonly transport: Transport,
    readonly breaker: CircuitBreaker,
    readonly queue: FairQueue,
    readonly onExchange: (exchange: UpstreamExchange) => void,
    readonly limits: UpstreamLimits = UPSTREAM_LIMITS,
  ) {}

  /**
   * @param lane the caller's queue; default: not queued
   * @returns a successful response (2xx)
   * @throws UpstreamError for any other or no response, and at once while the circuit is open; GatewayError NOT_FOUND for a
   * parameter that is not an id
   */
  call(endpoint: Endpoint, password: string, call: UpstreamCall, lane?: Lane): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      new Call(this, endpoint, password, call, lane, { resolve, reject }).enter();
    });
  }
}

interface Settle {
  readonly resolve: (answer: HttpAnswer) => void;
  readonly reject: (error: Error) => void;
}

/**
 * One call: a slot in the caller's queue, admission by the circuit breaker, the request; and for reads, after a transient
 * failure, all of it again. A read whose response does not begin gets a hedged attempt in the same slot: the first good response
 * wins. A write is never sent twice.
 */
class Call {
  private readonly path: string;
  private readonly isRead: boolean;
  private readonly isRepeatable: boolean;
  private readonly policy: CallPolicy;
  private readonly maxAttempts: number;
  /** The async context of the calling operation, for callbacks that run in the context of a shared connection. */
  private readonly context = new AsyncResource('UpstreamCall');
  /** Milliseconds, without waits in the queue. */
  private remainingMs: number;
  private attempts = 0;
  private turnBegan = 0;
  private place: Place | undefined;
  private timer: NodeJS.Timeout | undefined;
  private readonly exchanges = new Set<Exchange>();
  /** The first of this slot. */
  private failure: Error | undefined;
  private isOver = false;

  constructor(
    private readonly upstream: Upstream,
    private readonly endpoint: Endpoint,
    private readonly password: string,
    private readonly call: UpstreamCall,
    private readonly lane: Lane | undefined,
    private readonly settle: Settle,
  ) {
    const { read, writeMs } = upstream.limits;
    this.path = pathOf(endpoint, call.path) + queryOf(call.query);
    this.isRead = endpoint.method === 'GET';
    this.isRepeatable = this.isRead || call.repeatable === true;
    this.policy = this.isRead ? read : onceWithin(writeMs);
    this.maxAttempts = (this.isRead ? call.attempts : undefined) ?? this.policy.attempts;
    this.remainingMs = this.policy.totalMs;
  }

  /** Waits for a slot, at most until the operation's deadline. */
  enter(): void {
    const { meter } = this.call;
    const { remainingMs } = meter;
    if (remainingMs <= 0) {
      this.giveUp(new OperationTimeout());
      return;
    }
    if (this.lane === undefined) {
      this.send();
      return;
    }
    this.place = this.upstream.queue.enter(this.lane, () => {
      clearTimeout(this.timer);
      if (meter.remainingMs > 0) this.send();
      else this.giveUp(new OperationTimeout());
    });
    if (this.place.isTaken) {
      this.send();
      return;
    }
    if (remainingMs === Infinity) return;
    this.timer = setTimeout(() => {
      this.giveUp(new OperationTimeout());
    }, remainingMs);
  }

  private send(): void {
    this.turnBegan = performance.now();
    this.failure = undefined;
    const { hedgeMs } = this.policy;
    // Before the attempt, which may fail synchronously.
    if (hedgeMs !== undefined && this.attempts + 1 < this.maxAttempts) {
      this.timer = setTimeout(() => {
        this.attempt();
      }, hedgeMs);
    }
    this.attempt();
  }

  private attempt(): void {
    const { upstream, endpoint, call, path, password, isRepeatable } = this;
    const { breaker, transport, limits } = upstream;
    const attempt = ++this.attempts;
    const isTimed = limits.waitsForOthers !== true;
    const { route, resource } = endpoint;
    const subject = { route, resource, whose: call.bankUserId ?? path };
    const circuit = breaker.admit(subject, { isRepeatable, isTimed, isProbe: call.isProbe === true });
    if (circuit === undefined) {
      this.onFailure(circuitIsOpen(breaker.retryAfterSeconds));
      return;
    }
    const began = performance.now();
    const leftMs = Math.min(this.remainingMs - (began - this.turnBegan), call.meter.remainingMs);
    const report = (outcome: UpstreamExchange['outcome']) => {
      const { method } = endpoint;
      const durationMs = performance.now() - began;
      this.context.runInAsyncScope(() => {
        upstream.onExchange({ method, route, outcome, durationMs, attempt });
      });
    };
    call.meter.upstreamCalls++;
    const exchange = new Exchange({
      beginMs: Math.min(this.policy.attemptMs, leftMs),
      timeoutMs: leftMs,
      maxBytes: call.document?.maxBytes ?? limits.maxBytes,
      rows: call.rows,
      isDocument: call.document !== undefined,
      onHeaders: () => {
        if (isTimed) circuit.begin();
        // The response has begun, so no hedging.
        clearTimeout(this.timer);
      },
      onAnswer: (answer) => {
        this.exchanges.delete(exchange);
        circuit.end(answer.status < 500);
        report(answer.status);
        if (answer.status >= 200 && answer.status < 300) this.onSuccess(answer);
        else this.onFailure(errorOfAnswer(answer, !isRepeatable));
      },
      onFailure: (failure) => {
        this.exchanges.delete(exchange);
        circuit.end(failure.kind === 'TOO_LARGE');
        report(failure.kind);
        this.onFailure(errorOfFailure(failure, !isRepeatable));
      },
    });
    this.exchanges.add(exchange);
    circuit.onGivenUp((failure) => {
      exchange.abort(failure);
    });
    const authorization = basic(password);
    const accept = call.document?.mediaType;
    transport.send({ method: endpoint.method, path, authorization, body: call.body, accept }, exchange);
  }

  private onSuccess(answer: HttpAnswer): void {
    this.isOver = true;
    this.leave();
    this.settle.resolve(answer);
    // Aborts the other attempt.
    for (const exchange of this.exchanges) exchange.abort(new TransportFailure('TIMEOUT', true));
  }

  private onFailure(error: Error): void {
    if (this.isOver) return;
    this.failure ??= error;
    // The other attempt in flight decides.
    if (this.exchanges.size > 0) return;
    this.remainingMs -= performance.now() - this.turnBegan;
    this.leave();
    this.tryAgain(this.failure);
  }

  /** Retries after a pause, in which it holds no slot. */
  private tryAgain(error: Error): void {
    const { pauseMs, longestPauseMs } = this.policy;
    const { meter } = this.call;
    const isTransient = this.isRead && error instanceof UpstreamError && error.transient;
    const pause = Math.min(pauseMs * 2 ** (this.attempts - 1), longestPauseMs) * (0.5 + Math.random() / 2);
    const hasTime = pause < this.remainingMs && longestPauseMs < meter.remainingMs;
    if (isTransient && this.attempts < this.maxAttempts && hasTime) {
      this.remainingMs -= pause;
      setTimeout(() => {
        this.enter();
      }, pause);
    } else this.giveUp(isTransient && meter.remainingMs <= 0 ? new OperationTimeout() : error);
  }

  private giveUp(error: Error): void {
    this.isOver = true;
    this.leave();
    this.settle.reject(error);
  }

  private leave(): void {
    clearTimeout(this.timer);
    this.place?.leave();
    this.place = undefined;
  }
}

/** The policy of a write. */
function onceWithin(ms: number): CallPolicy {
  return { attempts: 1, totalMs: ms, attemptMs: ms, pauseMs: 0, longestPauseMs: 0 };
}

/** HTTP Basic with the constant user name `api` (published by the vendor's guide). */
function basic(password: string): string {
  return `Basic ${Buffer.from(`api:${password}`).toString('base64')}`;
}

function queryOf(query: UpstreamCall['query'] = {}): string {
  const given = Object.entries(query).filter((entry): entry is [string, string | number] => entry[1] !== undefined);
  return given.length === 0
    ? ''
    : `?${new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)])).toString()}`;
}

import { AsyncLocalStorage } from 'node:async_hooks';
import { pathOf, type Endpoint, type PathParameters } from './endpoints.js';
import type { Meter } from '../meter.js';
import type { CircuitBreaker } from './circuit-breaker/circuit-breaker.js';
import type { CallSubject } from './circuit-breaker/circuit-trouble.js';
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
  /** For a write that may happen twice or for nothing without harm: when its answer is lost, that is like a lost read. */
  readonly repeatable?: boolean;
  /** How many times a read is sent at most; by default as often as the limits say. */
  readonly attempts?: number | undefined;
  /** A long list in the answer: each of its rows is mapped as it arrives, and none is ever kept as it was. */
  readonly rows?: RowMapping;
  /** Whether it is nobody's: the circuit breaker had it sent to find out how upstream is. */
  readonly isProbe?: boolean;
  /** Whose data it is about; the path says it where this is left out. */
  readonly bankUserId?: string;
  readonly meter: Meter;
}

/** One request that was sent upstream, told without anything that is confidential. */
export interface UpstreamExchange {
  readonly method: string;
  readonly route: string;
  /** HTTP status, or why there was none. */
  readonly outcome: number | TransportFailureKind;
  readonly durationMs: number;
  /** From 1; reads may be sent again. */
  readonly attempt: number;
}

/** How often a call is sent, and how long its answer is waited for. */
export interface CallPolicy {
  /** How many times at most, the first included. */
  readonly attempts: number;
  /** Milliseconds for all attempts and the pauses between them, without the waits for a turn. */
  readonly totalMs: number;
  /** Milliseconds until the answer to one attempt has begun; a long one may then take what is left of the total. */
  readonly attemptMs: number;
  /** Milliseconds without the beginning of an answer after which the next attempt is made beside it; never where left out. */
  readonly hedgeMs?: number;
  /** The first pause; each one after it is twice as long, and every one is shortened at random. */
  readonly pauseMs: number;
  /** No pause is longer. */
  readonly longestPauseMs: number;
}

export interface UpstreamLimits {
  readonly read: CallPolicy;
  /** Milliseconds for a write, which is sent once. */
  readonly writeMs: number;
  /** Whether calls wait for more than XS2A, such as a bank: then how long they take says nothing about XS2A. */
  readonly waitsForOthers?: boolean;
  /** Longest body that is accepted. Turnovers come unpaged: 100,000 of them are some 40 MB. */
  readonly maxBytes: number;
}

export const UPSTREAM_LIMITS: UpstreamLimits = {
  // Where two of five calls fail, one read in six hundred does.
  read: { attempts: 7, totalMs: 30_000, attemptMs: 15_000, hedgeMs: 4_000, pauseMs: 50, longestPauseMs: 400 },
  writeMs: 20_000,
  maxBytes: 96 * 1024 * 1024,
};

/** Calls XS2A.api, and tells what came of it in the gateway's errors. Knows nothing of tokens: whoever calls has the password. */
export class Upstream {
  constructor(
    readonly transport: Transport,
    readonly breaker: CircuitBreaker,
    readonly queue: FairQueue,
    readonly onExchange: (exchange: UpstreamExchange) => void,
    readonly limits: UpstreamLimits = UPSTREAM_LIMITS,
  ) {}

  /**
   * @param lane whose turn it is made in; at once where left out
   * @returns the answer of a success (2xx)
   * @throws UpstreamError for every other one, for none, and at once while upstream is down; GatewayError NOT_FOUND for a parameter that is no id
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
 * One call, step by step: a place in the caller's lane, the leave of the circuit breaker, the request; and for reads, after a
 * failure that may well be over in a moment, all of it once more. A read whose answer does not begin gets a second attempt
 * beside it, in the same place: the first good answer counts. A write is never sent twice.
 */
class Call {
  private readonly path: string;
  private readonly isRead: boolean;
  private readonly isRepeatable: boolean;
  private readonly policy: CallPolicy;
  /** What is told of it belongs to the operation that calls, not to whoever else uses the connection. */
  private readonly inContext = AsyncLocalStorage.snapshot();
  /** Milliseconds, without the waits for a turn. */
  private remainingMs: number;
  private attempts = 0;
  private turnBegan = 0;
  private place: Place | undefined;
  private timer: NodeJS.Timeout | undefined;
  private readonly exchanges = new Set<Exchange>();
  /** The first of the turn. */
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
    const once = { attempts: 1, totalMs: writeMs, attemptMs: writeMs, pauseMs: 0, longestPauseMs: 0 };
    this.policy = this.isRead ? { ...read, attempts: call.attempts ?? read.attempts } : once;
    this.remainingMs = this.policy.totalMs;
  }

  /** Waits for a turn, at most until the operation's deadline. */
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
    const { hedgeMs, attempts } = this.policy;
    // Before the attempt: it may fail at once.
    if (hedgeMs !== undefined && this.attempts + 1 < attempts) {
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
    const subject = subjectOf(endpoint.route, call.bankUserId ?? path);
    const circuit = breaker.admit(subject, { isRepeatable, isTimed, isProbe: call.isProbe === true });
    if (circuit === undefined) {
      this.onFailure(circuitIsOpen(breaker.retryAfterSeconds));
      return;
    }
    const began = performance.now();
    const leftMs = Math.min(this.remainingMs - (began - this.turnBegan), call.meter.remainingMs);
    const report = (outcome: UpstreamExchange['outcome']) => {
      const { method, route } = endpoint;
      const durationMs = performance.now() - began;
      this.inContext(() => {
        upstream.onExchange({ method, route, outcome, durationMs, attempt });
      });
    };
    call.meter.upstreamCalls++;
    const exchange = new Exchange({
      beginMs: Math.min(this.policy.attemptMs, leftMs),
      timeoutMs: leftMs,
      maxBytes: limits.maxBytes,
      rows: call.rows,
      onHeaders: () => {
        if (isTimed) circuit.begin();
        // It is worth waiting for.
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
    transport.send({ method: endpoint.method, path, authorization: basic(password), body: call.body }, exchange);
  }

  private onSuccess(answer: HttpAnswer): void {
    this.isOver = true;
    this.leave();
    this.settle.resolve(answer);
    // Another attempt is not waited for any more.
    for (const exchange of this.exchanges) exchange.abort(new TransportFailure('TIMEOUT', true));
  }

  private onFailure(error: Error): void {
    if (this.isOver) return;
    this.failure ??= error;
    // What the other attempt brings counts, where there is another.
    if (this.exchanges.size > 0) return;
    this.remainingMs -= performance.now() - this.turnBegan;
    this.leave();
    this.tryAgain(this.failure);
  }

  /** After a pause, in which nothing is held up. */
  private tryAgain(error: Error): void {
    const { pauseMs, longestPauseMs, attempts } = this.policy;
    const { meter } = this.call;
    const isTransient = this.isRead && error instanceof UpstreamError && error.transient;
    const pause = Math.min(pauseMs * 2 ** (this.attempts - 1), longestPauseMs) * (0.5 + Math.random() / 2);
    const hasTime = pause < this.remainingMs && longestPauseMs < meter.remainingMs;
    if (isTransient && this.attempts < attempts && hasTime) {
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

/** The kind of thing is the first part of the route: `accounts`. */
function subjectOf(route: string, whose: string): CallSubject {
  const [resource = ''] = /(?<=^\/v1\/(api\/)?)\w+/.exec(route) ?? [];
  return { route, resource, whose };
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

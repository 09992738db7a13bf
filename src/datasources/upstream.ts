import { pathOf, type Endpoint, type PathParameters } from './endpoints.js';
import type { Meter } from './meter.js';
import { beforeDeadline, OperationTimeout } from './operation-deadline.js';
import type { CircuitBreaker } from './transport/circuit-breaker.js';
import type { CallSubject } from './transport/circuit-trouble.js';
import type { RowMapping } from './transport/json-rows.js';
import { AT_ONCE, retrying, type Attempt, type InTurn, type RetryPolicy } from './transport/retry.js';
import type { HttpAnswer } from './transport/exchange.js';
import type { Transport } from './transport/transport.js';
import { toTransportFailure, TransportFailure, type TransportFailureKind } from './transport/transport-failure.js';
import { circuitIsOpen, errorOfAnswer, errorOfFailure, UpstreamError } from './upstream-error.js';

export interface UpstreamCall {
  readonly path?: PathParameters;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: Readonly<Record<string, unknown>>;
  /** For a write that may happen twice or for nothing without harm: when its answer is lost, that is like a lost read. */
  readonly lossIsHarmless?: boolean;
  /** How many times a read is sent at most; by default as often as the limits say. */
  readonly attempts?: number | undefined;
  /** A long list in the answer: each of its rows is mapped as it arrives, and none is ever kept as it was. */
  readonly rows?: RowMapping;
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

export interface UpstreamLimits {
  readonly read: RetryPolicy;
  /** Milliseconds for a write, which is sent once. */
  readonly writeMs: number;
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
    private readonly transport: Transport,
    private readonly breaker: CircuitBreaker,
    private readonly onExchange: (exchange: UpstreamExchange) => void,
    private readonly limits: UpstreamLimits = UPSTREAM_LIMITS,
  ) {}

  /**
   * @param inTurn runs each attempt in its turn
   * @returns the answer of a success (2xx)
   * @throws UpstreamError for every other one, for none, and at once while upstream is down; GatewayError NOT_FOUND for a parameter that is no id
   */
  async call(endpoint: Endpoint, password: string, call: UpstreamCall, inTurn: InTurn = AT_ONCE): Promise<HttpAnswer> {
    const path = pathOf(endpoint, call.path) + queryOf(call.query);
    const { meter } = call;
    const inTime = beforeDeadline(meter, inTurn);
    const once = (attempt?: Attempt) => this.exchange(endpoint, path, password, call, attempt);
    if (endpoint.method !== 'GET') return inTime(() => once());
    const policy = { ...this.limits.read, attempts: call.attempts ?? this.limits.read.attempts };
    const isWorthRetrying = (error: unknown) => worthRetrying(error) && meter.remainingMs > policy.longestPauseMs;
    return retrying(policy, isWorthRetrying, inTime, once).catch((error: unknown) => {
      throw worthRetrying(error) && meter.remainingMs <= 0 ? new OperationTimeout() : error;
    });
  }

  private async exchange(
    endpoint: Endpoint,
    path: string,
    password: string,
    call: UpstreamCall,
    attempt: Attempt | undefined,
  ) {
    const { method, route } = endpoint;
    const write = method !== 'GET' && call.lossIsHarmless !== true;
    const circuit = this.breaker.admit(subjectOf(route, call.bankUserId ?? path), !write);
    if (circuit === undefined) throw circuitIsOpen(this.breaker.retryAfterSeconds);
    const started = performance.now();
    const tell = (outcome: UpstreamExchange['outcome']) => {
      this.onExchange({
        method,
        route,
        outcome,
        durationMs: performance.now() - started,
        attempt: attempt?.number ?? 1,
      });
    };
    const { remainingMs } = call.meter;
    call.meter.upstreamCalls++;
    const exchange = this.transport.begin({
      method,
      path,
      authorization: basic(password),
      body: call.body,
      beginMs: Math.min(attempt?.beginMs ?? this.limits.writeMs, remainingMs),
      timeoutMs: Math.min(attempt?.timeoutMs ?? this.limits.writeMs, remainingMs),
      maxBytes: this.limits.maxBytes,
      rows: call.rows,
      onBegun: () => {
        circuit.begin();
        attempt?.onBegun();
      },
    });
    circuit.onGivenUp((failure) => {
      exchange.abort(failure);
    });
    attempt?.signal.addEventListener('abort', () => {
      exchange.abort(new TransportFailure('TIMEOUT', true));
    });
    const answer = await exchange.answer.catch((error: unknown) => {
      const failure = toTransportFailure(error);
      circuit.end(failure.kind === 'TOO_LARGE');
      tell(failure.kind);
      throw errorOfFailure(failure, write);
    });
    circuit.end(answer.status < 500);
    tell(answer.status);
    if (answer.status < 200 || answer.status >= 300) throw errorOfAnswer(answer, write);
    return answer;
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

function worthRetrying(error: unknown): boolean {
  return error instanceof UpstreamError && error.transient;
}

function queryOf(query: UpstreamCall['query'] = {}): string {
  const given = Object.entries(query).filter((entry): entry is [string, string | number] => entry[1] !== undefined);
  return given.length === 0
    ? ''
    : `?${new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)])).toString()}`;
}

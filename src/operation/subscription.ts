import { setTimeout as pause } from 'node:timers/promises';
import type { FormattedExecutionResult } from 'graphql';
import type { Caller } from '../admission/caller.js';
import type { LoadLimiter } from '../admission/load-limiter.js';
import { OpenShares, type ShareBounds } from '../admission/open-shares.js';
import type { RateLimit } from '../admission/rate-limit.js';
import type { Connections, LiveChanges, Look } from '../datasources/live/live-changes.js';
import { retryPauseMs } from '../datasources/live/watch.js';
import { GatewayError } from '../errors/gateway-error.js';
import type { WizardSession } from '../schema/wizard-session.type.js';
import type { GatewayContext } from './context.js';

/** One event: what its field resolves from, and the context of the operation that reads the rest. */
export interface LiveEvent {
  readonly context: GatewayContext;
  readonly value: unknown;
}

/** What somebody has found out at one look. */
export interface Found {
  /** Of the events, in order. */
  readonly values: readonly unknown[];
  /** Whether the same look has more to find, at once or once a failure has passed, and whether others follow. */
  readonly then: 'again' | 'again later' | 'next look' | 'end';
}

export interface SubscriptionsOptions extends ShareBounds {
  readonly live: LiveChanges;
  readonly limiter: LoadLimiter;
  readonly rateLimit: RateLimit;
}

/** An operation with less time than this is not worth beginning. */
const LEAST_MS = 10_000;

/** The subscriptions of this process, within bounds. */
export class Subscriptions {
  private readonly open = new Set<Subscription>();
  private readonly shares: OpenShares;
  private isDraining = false;

  constructor(readonly options: SubscriptionsOptions) {
    this.shares = new OpenShares(options);
  }

  get size(): number {
    return this.open.size;
  }

  /**
   * @param createContext of an operation of the same caller
   * @param isReadOnly whether the request must not write: links and images are GETs
   */
  create(caller: Caller, createContext: () => GatewayContext, isReadOnly = false): Subscription {
    return new Subscription(this, caller, createContext, isReadOnly);
  }

  /** @throws GatewayError OVERLOADED, RATE_LIMITED */
  add(subscription: Subscription): void {
    if (this.isDraining || this.shares.isFull) throw new GatewayError('OVERLOADED', { retryAfterSeconds: 5 });
    if (this.shares.isUsedUp(subscription.caller)) {
      throw new GatewayError('RATE_LIMITED', {
        message: 'You have too many subscriptions open.',
        retryAfterSeconds: 60,
      });
    }
    this.open.add(subscription);
    this.shares.add(subscription.caller);
  }

  remove(subscription: Subscription): void {
    if (this.open.delete(subscription)) this.shares.remove(subscription.caller);
  }

  /** Ends all of them, so that their clients turn to another instance. */
  drain(): void {
    this.isDraining = true;
    for (const subscription of this.open) subscription.end(new GatewayError('OVERLOADED', { retryAfterSeconds: 1 }));
  }
}

/**
 * One subscription of one caller: a transport creates it, its resolver looks for events, and the executor makes results of them.
 * Each look is an operation of its own.
 */
export class Subscription {
  /** Of the events, once the operation has begun; undefined for a query or a mutation, or when it failed. */
  results: AsyncGenerator<FormattedExecutionResult, void> | undefined;
  /** Why it was ended, if not by its client. */
  reason: GatewayError | undefined;
  private readonly ending = new AbortController();

  constructor(
    private readonly all: Subscriptions,
    readonly caller: Caller,
    readonly newContext: () => GatewayContext,
    readonly isReadOnly: boolean,
  ) {}

  /** Aborts when it ends. */
  get signal(): AbortSignal {
    return this.ending.signal;
  }

  /** @throws GatewayError OVERLOADED, RATE_LIMITED when there are too many */
  begin(results: AsyncGenerator<FormattedExecutionResult, void>): void {
    this.all.add(this);
    this.results = results;
  }

  /** Idempotent. @param reason for the transport to tell */
  end(reason?: GatewayError): void {
    if (this.signal.aborted) return;
    this.reason = reason;
    this.ending.abort();
    this.all.remove(this);
  }

  /** The context of one event: its limits and its charge are its own. */
  contextOf({ context }: LiveEvent): GatewayContext {
    const charge = this.all.options.rateLimit.charge(this.caller);
    return { ...context, charge, answerSize: context.answerSize.renewed() };
  }

  /** Events about a bank user's connections and what depends on them. */
  async *ofConnections(
    bankUserId: string,
    find: (look: Look<Connections>, context: GatewayContext, at: number) => Promise<Found>,
  ): AsyncGenerator<LiveEvent, void> {
    const { live } = this.all.options;
    for await (const look of live.connectionsOf(bankUserId, this.signal)) {
      const seenAt = performance.now();
      const begin = () => {
        const context = this.newContext();
        // Read for all subscribers of the bank user at once; later it may be outdated.
        if (performance.now() - seenAt < LEAST_MS) context.sources.bankConnections.take(bankUserId, look.state);
        return context;
      };
      if (yield* this.eventsOf(begin, (context) => find(look, context, live.now().getTime()))) return;
    }
  }

  /** Events about a bank login. @param session the caller's own, as just read */
  async *ofSession(
    session: WizardSession,
    find: (look: Look<WizardSession>) => Found,
  ): AsyncGenerator<LiveEvent, void> {
    for await (const look of this.all.options.live.session(session, this.signal)) {
      if (yield* this.eventsOf(this.newContext, () => Promise.resolve(find(look)))) return;
    }
  }

  /** Runs work of the subscription like a request: within the caller's rate and the capacity, which it waits for. */
  async admitted<T>(work: () => Promise<T>): Promise<T> {
    const { limiter, rateLimit } = this.all.options;
    for (;;) {
      const seconds = rateLimit.retryAfter(this.caller);
      const place = seconds === undefined ? limiter.enter(this.caller) : undefined;
      if (place === undefined) {
        await this.pause((seconds ?? 1) * 1_000 * (1 + Math.random()));
        continue;
      }
      try {
        await place.start();
        return await work();
      } finally {
        place.leave();
      }
    }
  }

  /** @returns whether these were the last ones */
  private async *eventsOf(
    begin: () => GatewayContext,
    find: (context: GatewayContext) => Promise<Found>,
  ): AsyncGenerator<LiveEvent, boolean> {
    for (let failures = 0; ;) {
      let context: GatewayContext | undefined;
      // Begun once it is admitted: the time of an operation runs from there.
      const { values, then } = await this.admitted(() => find((context = begin()))).catch(foundLater);
      context?.charge.atLeast(context.meter.upstreamCalls);
      for (const value of values) {
        if (context === undefined || context.meter.remainingMs < LEAST_MS) context = begin();
        yield { context, value };
      }
      if (then === 'end') return true;
      if (then === 'next look') return false;
      if (then === 'again later') await this.pause(retryPauseMs(failures++));
    }
  }

  /** @throws Ended */
  private async pause(ms: number): Promise<void> {
    await pause(ms, undefined, { signal: this.signal });
  }
}

/** @throws GatewayError when it will not pass */
function foundLater(error: unknown): Found {
  if (!isPassing(error)) throw error;
  return { values: [], then: 'again later' };
}

/** Whether a failure may pass by itself. */
export function isPassing(error: unknown): boolean {
  return error instanceof GatewayError && (error.extensions.retryable === true || PASSING.has(error.code));
}

/** XS2A refuses calls while it has trouble with its own tokens. */
const PASSING: ReadonlySet<string> = new Set(['UPSTREAM_REJECTED']);

import { getHeapStatistics } from 'node:v8';
import { Pool } from 'undici';
import { EventBudget } from '../admission/event-budget.js';
import type { SharedUse } from '../admission/shared-use.js';
import { Pace } from '../domain/turnover/index.js';
import { AccessTokens, type AccessTokenEvent } from './xs2a/access-tokens.js';
import { EventReceiver } from './event.receiver.js';
import { isBudgetRefusal, Meter } from './meter.js';
import { AnswerCache } from './reads/answer-cache.js';
import type { TellCacheEvent } from './reads/cache-event.js';
import { InFlightReads } from './reads/in-flight-reads.js';
import { MemoryCache } from './reads/memory-cache.js';
import { OperationReads } from './reads/operation-reads.js';
import type { Stamp } from './reads/read.js';
import { Reads } from './reads/reads.js';
import { RemoteCache } from './reads/remote-cache.js';
import type { ResultStamp } from './reads/result-cache.js';
import { WriteRecords } from './reads/write-records.js';
import { SeenConnections } from './reads/seen-connections.js';
import type { SecureStore } from '../store/secure-store.js';
import { createSources, type Sources } from './sources.js';
import { CircuitBreaker, type CircuitEvent } from './xs2a/circuit-breaker/circuit-breaker.js';
import { ENDPOINTS } from './xs2a/endpoints.js';
import { FairQueue, type Lane } from './xs2a/fair-queue.js';
import { Transport } from './xs2a/http/transport.js';
import { Upstream, UPSTREAM_LIMITS, type UpstreamExchange, type UpstreamLimits } from './xs2a/upstream.js';
import { UnattendedSyncs } from './unattended-syncs.js';
import { WizardSessionRecords } from './wizard/wizard-session.records.js';
import { WizardStepLimit } from './wizard/wizard-step.limit.js';
import { WizardStepsUnderWay } from './wizard/wizard-steps-under-way.js';
import { OperationTimeout } from './xs2a/upstream-error.js';
import { Xs2a } from './xs2a/xs2a-client.js';

export interface DatasourcesOptions {
  /** Of XS2A.api, without a slash at its end. */
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly store: SecureStore;
  /** Shared by all instances that are to see each other's writes at once. */
  readonly cacheStore: SecureStore;
  /** Whether the instances share what they have read in it as well; by default each has its own. */
  readonly sharesAnswers?: boolean;
  readonly consentExpiringDays: number;
  /** How many calls may be under way, of which a quarter for one bank user and a half for one service. */
  readonly concurrency: number;
  /** How long one step of a bank login may take, in seconds; 170 where left out. */
  readonly wizardSeconds?: number;
  /** Of time and size, for single calls; UPSTREAM_LIMITS where left out. */
  readonly limits?: UpstreamLimits;
  readonly now?: () => Date;
  /** Of the budget for events; undefined: each instance has its own. */
  readonly sharedUse?: SharedUse | undefined;
  readonly onExchange: (exchange: UpstreamExchange) => void;
  readonly onCacheEvent: TellCacheEvent;
  /** Told for each call that had to wait for its turn, in milliseconds. */
  readonly onQueueWait: (durationMs: number) => void;
  readonly onCircuitEvent: (event: CircuitEvent) => void;
  readonly onTokenEvent: (event: AccessTokenEvent) => void;
  readonly onSkippedRow: (route: string) => void;
}

/** On whose behalf calls are made. */
export interface CallingParty {
  readonly kind: 'anonymous' | 'bankUser' | 'service';
  /** Tells callers apart, across their kinds. */
  readonly name: string;
}

/** Everything that knows XS2A, made once per process. */
export interface Datasources {
  /** What one operation of the caller reads and writes through. */
  forOperation(meter: Meter, caller: CallingParty): Sources;
  /** What webhooks tell. */
  readonly events: EventReceiver;
  /** What computes long for turnovers takes turns in it. */
  readonly pace: Pace;
  /** What there is at present. */
  readonly state: DatasourcesState;
  /** Ends all connections; calls under way fail. */
  close(): Promise<void>;
}

/** To be asked whenever it is wanted. */
export interface DatasourcesState {
  /** Calls to XS2A.api that wait for their turn, and that are under way. */
  readonly waitingCalls: number;
  readonly callsUnderWay: number;
  /** Milliseconds that the oldest of those that wait has waited. */
  readonly longestWaitMs: number;
  /** What is kept in memory: answers of XS2A, results made of them, and an estimate of their bytes. */
  readonly cachedAnswers: number;
  readonly cacheBytes: number;
  readonly mostBytes: number;
}

/** What may be kept in memory, a quarter of the process's; a list of 100,000 turnovers takes some 50 MB. */
const CACHE_BYTES = Math.floor(getHeapStatistics().heap_size_limit / 4);
/** Of it, for results: they are soon made anew of what was read. */
const RESULT_BYTES = Math.floor(CACHE_BYTES / 4);

export function createDatasources(options: DatasourcesOptions): Datasources {
  const { baseUrl, apiKey, store, consentExpiringDays, onSkippedRow, concurrency } = options;
  const now = options.now ?? (() => new Date());
  const dispatcher = new Pool(new URL(baseUrl).origin, { connections: 2 * concurrency, connect: { timeout: 5_000 } });
  const breaker = new CircuitBreaker(options.onCircuitEvent, (nth) => {
    probe(upstream, apiKey, nth);
  });
  const queue = queueOf(options);
  const transport = new Transport(baseUrl, dispatcher);
  const upstream = new Upstream(transport, breaker, queue, options.onExchange, options.limits);
  const bankLogins = upstreamOfLogins(options, transport, breaker);
  const tokens = new AccessTokens(upstream, apiKey, store, now, options.onTokenEvent);
  const xs2aFor = (lane: Lane, calls = upstream) => new Xs2a(calls, apiKey, tokens, lane);
  // A service asks for many people.
  const serviceMax = Math.ceil(concurrency / 2);
  const caches = createCaches(options, now);
  const writes = new WriteRecords(options.cacheStore, now);
  const reads = createReads(options, caches, writes, now);
  const wizardSessions = new WizardSessionRecords(store);
  const unattendedSyncs = new UnattendedSyncs(store, now);
  const wizardSteps = wizardStepsOf(options, now);
  const pace = new Pace();
  const seenConnections = new SeenConnections();
  const events = new EventReceiver({
    xs2a: xs2aFor({ owner: 'events' }),
    store,
    wizardSessions,
    seenConnections,
    reads,
    budget: new EventBudget(options.sharedUse),
  });
  return {
    events,
    pace,
    state: stateOf(queue, caches),
    forOperation: (meter, { kind, name }) => {
      const lane = { owner: name, ...(kind === 'service' && { max: serviceMax }) };
      const scope = {
        xs2a: xs2aFor(lane),
        bankLogins: xs2aFor(lane, bankLogins),
        caller: name,
        reads: new OperationReads(reads, meter),
        unattendedSyncs,
        wizardSessions,
        ...wizardSteps,
        seenConnections,
        meter,
        now,
        consentExpiringDays,
        onSkippedRow,
      };
      return createSources(scope, reads, tokens, pace);
    },
    close: () => {
      breaker.stop();
      writes.close();
      return dispatcher.destroy();
    },
  };
}

/** Asks at once for little that every XS2A has; the circuit breaker hears what comes of it. */
function probe(upstream: Upstream, apiKey: string, nth: number): void {
  const once = { attempts: 1, isProbe: true, meter: new Meter() };
  const answer =
    nth % 2 === 0
      ? upstream.call(ENDPOINTS.searchBanks, apiKey, { ...once, query: { q: 'Bank', per_page: 1 } })
      : upstream.call(ENDPOINTS.listBankUsers, apiKey, { ...once, query: { per_page: 1 } });
  answer.catch(() => undefined);
}

/** Steps of bank logins have as many turns again: a slow bank is not to hold up what is read. */
function upstreamOfLogins(options: DatasourcesOptions, transport: Transport, breaker: CircuitBreaker): Upstream {
  const { onExchange, limits = UPSTREAM_LIMITS } = options;
  const writeMs = wizardStepMsOf(options);
  return new Upstream(transport, breaker, queueOf(options), onExchange, { ...limits, writeMs, waitsForOthers: true });
}

function queueOf({ concurrency, onQueueWait }: DatasourcesOptions): FairQueue {
  return new FairQueue({ total: concurrency, perOwner: Math.ceil(concurrency / 4) }, onQueueWait);
}

function wizardStepsOf(options: DatasourcesOptions, now: () => Date) {
  return {
    wizardStepLimit: new WizardStepLimit(now),
    wizardStepsUnderWay: new WizardStepsUnderWay(),
    wizardStepMs: wizardStepMsOf(options),
  };
}

function wizardStepMsOf({ wizardSeconds = 170 }: DatasourcesOptions): number {
  return wizardSeconds * 1_000;
}

interface Caches {
  readonly answers: MemoryCache<Stamp>;
  readonly results: MemoryCache<ResultStamp>;
}

function stateOf(queue: FairQueue, { answers, results }: Caches): DatasourcesState {
  return {
    get waitingCalls() {
      return queue.length;
    },
    get callsUnderWay() {
      return queue.running;
    },
    get longestWaitMs() {
      return queue.longestWaitMs;
    },
    get cachedAnswers() {
      return answers.size + results.size;
    },
    get cacheBytes() {
      return answers.bytes + results.bytes;
    },
    mostBytes: CACHE_BYTES,
  };
}

function createCaches({ onCacheEvent: onEvent }: DatasourcesOptions, now: () => Date): Caches {
  return {
    answers: new MemoryCache({ maxBytes: CACHE_BYTES - RESULT_BYTES, now, onEvent }),
    results: new MemoryCache({ maxBytes: RESULT_BYTES, now, onEvent }),
  };
}

function createReads(
  { cacheStore, sharesAnswers = false, onCacheEvent }: DatasourcesOptions,
  { answers, results }: Caches,
  writes: WriteRecords,
  now: () => Date,
): Reads {
  const inFlight = new InFlightReads((error) => isBudgetRefusal(error) || error instanceof OperationTimeout);
  const remote = sharesAnswers ? new RemoteCache(cacheStore, now) : undefined;
  return new Reads(
    new AnswerCache(answers, remote, inFlight, writes),
    answers,
    results,
    inFlight,
    writes,
    onCacheEvent,
  );
}

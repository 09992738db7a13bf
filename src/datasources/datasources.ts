import { getHeapStatistics } from 'node:v8';
import { Pool, type Agent, type Dispatcher } from 'undici';
import { EventBudget } from '../admission/event-budget.js';
import type { SharedUse } from '../admission/shared-use.js';
import { Pace } from '../domain/turnover/index.js';
import { AccessTokens, type AccessTokenEvent } from './xs2a/access-tokens.js';
import { EventOwners } from './event.owner.js';
import { EventReceiver } from './event.receiver.js';
import { isBudgetRefusal, Meter } from './meter.js';
import { AnswerCache } from './reads/answer-cache.js';
import type { OnCacheEvent } from './reads/cache-event.js';
import { DerivedCache } from './reads/derived-cache.js';
import { InFlightReads } from './reads/in-flight-reads.js';
import { MemoryCache } from './reads/memory-cache.js';
import { OperationReads } from './reads/operation-reads.js';
import type { Stamp } from './reads/read.js';
import { Reads } from './reads/reads.js';
import { RemoteCache } from './reads/remote-cache.js';
import type { ResultStamp } from './reads/result-cache.js';
import { WriteRecords } from './reads/write-records.js';
import { ChangeNotices } from './live/change-notices.js';
import { EventReader, type EventReading } from './live/event-reader.js';
import { LiveChanges } from './live/live-changes.js';
import { Watches } from './live/watches.js';
import { BankLists } from './bank.lists.js';
import { SeenConnections } from './reads/seen-connections.js';
import type { NoticeChannel } from '../store/notice-channel.js';
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
  /** Of XS2A.api, without a trailing slash. */
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly store: SecureStore;
  /** Shared by all instances, so that they see each other's writes at once. */
  readonly cacheStore: SecureStore;
  /** Whether instances also share cached responses through it; default: each has its own. */
  readonly sharesAnswers?: boolean;
  readonly consentExpiringDays: number;
  /** Concurrent calls; a quarter of them for one bank user, half for one service. */
  readonly concurrency: number;
  /** Deadline of one step of a bank login, in seconds; default 170. */
  readonly wizardSeconds?: number;
  /** Time and size limits of single calls; default UPSTREAM_LIMITS. */
  readonly limits?: UpstreamLimits;
  readonly now?: () => Date;
  /** Runs long work in a later turn of the event loop; default setImmediate. */
  readonly nextTurn?: (work: () => void) => void;
  /** Opens connections through a proxy; undefined: without one. */
  readonly openProxied?: ((options: Agent.Options) => Dispatcher) | undefined;
  /** Usage of the event budget; undefined: each instance has its own budget. */
  readonly sharedUse?: SharedUse | undefined;
  readonly onExchange: (exchange: UpstreamExchange) => void;
  /** Notices of changes from and to other instances; undefined: there are none. */
  readonly noticeChannel?: NoticeChannel | undefined;
  readonly onCacheEvent: OnCacheEvent;
  /** Called for each call that has left the queue, with its wait in milliseconds. */
  readonly onQueueWait: (durationMs: number) => void;
  readonly onCircuitEvent: (event: CircuitEvent) => void;
  readonly onTokenEvent: (event: AccessTokenEvent) => void;
  readonly onSkippedRow: (route: string) => void;
  /** Called each time that events were read for subscriptions, or could not be. */
  readonly onEventReading: (reading: EventReading) => void;
}

/** The caller on whose behalf calls are made. */
export interface CallingParty {
  readonly kind: 'anonymous' | 'bankUser' | 'service';
  /** Unique across kinds of callers. */
  readonly name: string;
}

/** The access to XS2A, one per process. */
export interface Datasources {
  /** The sources of one operation. */
  forOperation(meter: Meter, caller: CallingParty): Sources;
  /** Receives webhook events. */
  readonly events: EventReceiver;
  /** What changes, for subscriptions. */
  readonly live: LiveChanges;
  /** Time slicing for long computations over turnovers. */
  readonly pace: Pace;
  readonly now: () => Date;
  /** Current figures. */
  readonly state: DatasourcesState;
  /** Closes all connections; calls in flight fail. */
  close(): Promise<void>;
}

/** Live values, read on demand. */
export interface DatasourcesState {
  /** Calls to XS2A.api in the queue, and in flight. */
  readonly waitingCalls: number;
  readonly callsUnderWay: number;
  /** Milliseconds that the oldest call in the queue has waited. */
  readonly longestWaitMs: number;
  /** The memory cache: responses, results built from them, and their estimated bytes. */
  readonly cachedAnswers: number;
  readonly cacheBytes: number;
  readonly mostBytes: number;
}

/** Limit of the memory cache, a quarter of the heap limit; a list of 100,000 turnovers takes about 50 MB. */
const CACHE_BYTES = Math.floor(getHeapStatistics().heap_size_limit / 4);
/** The share for results, which are cheap to rebuild from cached responses. */
const RESULT_BYTES = Math.floor(CACHE_BYTES / 4);

export function createDatasources(options: DatasourcesOptions): Datasources {
  const { baseUrl, apiKey, store, consentExpiringDays, onSkippedRow, concurrency } = options;
  const now = options.now ?? (() => new Date());
  const connections = { connections: 2 * concurrency, connect: { timeout: 5_000 } };
  const dispatcher = options.openProxied?.(connections) ?? new Pool(new URL(baseUrl).origin, connections);
  const breaker = new CircuitBreaker(options.onCircuitEvent, (nth) => {
    probe(upstream, apiKey, nth);
  });
  const queue = queueOf(options);
  const transport = new Transport(baseUrl, dispatcher);
  const upstream = new Upstream(transport, breaker, queue, options.onExchange, options.limits);
  const bankLogins = upstreamOfLogins(options, transport, breaker);
  const tokens = new AccessTokens(upstream, apiKey, store, now, options.onTokenEvent);
  const xs2aFor = (lane: Lane, calls = upstream) => new Xs2a(calls, apiKey, tokens, lane);
  // A service calls for many bank users.
  const serviceMax = Math.ceil(concurrency / 2);
  const caches = createCaches(options, now);
  const writes = new WriteRecords(options.cacheStore, now);
  const notices = new ChangeNotices(options.noticeChannel);
  const reads = createReads(options, caches, writes, now, notices);
  const wizardSessions = new WizardSessionRecords(store);
  const unattendedSyncs = new UnattendedSyncs(store, now);
  const seenConnections = new SeenConnections(store);
  const ofAll = { wizardSessions, unattendedSyncs, seenConnections, now, consentExpiringDays, onSkippedRow };
  const ofSteps = { ...wizardStepsOf(options, now), bankLists: new BankLists() };
  const pace = new Pace(options.nextTurn);
  const events = new EventReceiver({
    xs2a: xs2aFor({ owner: 'events' }),
    store,
    owners: new EventOwners(wizardSessions, seenConnections),
    reads,
    budget: new EventBudget(options.sharedUse),
  });
  const forOperation = (meter: Meter, { kind, name }: CallingParty): Sources => {
    const lane = { owner: name, ...(kind === 'service' && { max: serviceMax }) };
    const scope = {
      xs2a: xs2aFor(lane),
      bankLogins: xs2aFor(lane, bankLogins),
      caller: name,
      reads: new OperationReads(reads, meter),
      meter,
      ...ofAll,
      ...ofSteps,
    };
    return createSources(scope, reads, tokens, pace);
  };
  const live = liveChangesOf(options, { forOperation, events, writes, notices, now });
  return {
    events,
    live,
    pace,
    now,
    state: stateOf(queue, caches),
    forOperation,
    close: async () => {
      breaker.stop();
      writes.close();
      await Promise.all([live.close(), dispatcher.destroy()]);
    },
  };
}

/** Sends a small request that every XS2A serves; the circuit breaker observes the outcome. */
function probe(upstream: Upstream, apiKey: string, nth: number): void {
  const once = { attempts: 1, isProbe: true, meter: new Meter() };
  const answer =
    nth % 2 === 0
      ? upstream.call(ENDPOINTS.searchBanks, apiKey, { ...once, query: { q: 'Bank', per_page: 1 } })
      : upstream.call(ENDPOINTS.listBankUsers, apiKey, { ...once, query: { per_page: 1 } });
  answer.catch(() => undefined);
}

/** Steps of bank logins have a queue of their own: a slow bank must not delay reads. */
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

function liveChangesOf(
  { store, onEventReading }: DatasourcesOptions,
  {
    forOperation,
    events,
    ...rest
  }: Pick<Datasources, 'forOperation' | 'events' | 'now'> & {
    readonly writes: WriteRecords;
    readonly notices: ChangeNotices;
  },
): LiveChanges {
  const sources = (meter: Meter) => forOperation(meter, { kind: 'service', name: 'live' });
  const reader: EventReader = new EventReader({
    ...{ store, sources, receiver: events, now: rest.now },
    onGap: () => {
      watches.lookAtAll();
    },
  });
  const watches = new Watches({ sources, areEventsRead: () => reader.areRead, ...rest });
  return new LiveChanges(watches, rest.notices, reader, rest.now, onEventReading);
}

function createReads(
  { cacheStore, sharesAnswers = false, onCacheEvent }: DatasourcesOptions,
  { answers, results }: Caches,
  writes: WriteRecords,
  now: () => Date,
  notices: ChangeNotices,
): Reads {
  const inFlight = new InFlightReads((error) => isBudgetRefusal(error) || error instanceof OperationTimeout);
  const remote = sharesAnswers ? new RemoteCache(cacheStore, now) : undefined;
  return new Reads(
    new AnswerCache(answers, remote, inFlight, writes),
    answers,
    results,
    new DerivedCache(answers, now),
    inFlight,
    writes,
    onCacheEvent,
    (bankUserId) => {
      notices.publish(bankUserId);
    },
  );
}

import { getHeapStatistics } from 'node:v8';
import { Agent } from 'undici';
import { Pace } from '../domain/turnover/index.js';
import { AccessTokens, type AccessTokenEvent, type AccessTokenStore } from './access-tokens.js';
import { Announcements } from './cache/announcements.js';
import { AnswerCache } from './cache/answer-cache.js';
import { CachedReads } from './cache/cached-reads.js';
import type { CacheStore } from './cache/cache-store.js';
import { KeptAnswers } from './cache/kept-answers.js';
import { ReadThrough } from './cache/read-through.js';
import { SharedAnswers } from './cache/shared-answers.js';
import { SyncWaits } from './cache/sync-waits.js';
import { UserEpochs } from './cache/user-epochs.js';
import { ConnectionOwners } from './connection-owners.js';
import { EventReceiver, type EventStore } from './event.receiver.js';
import type { Meter } from './meter.js';
import { DEFAULT_READ_BUDGET, isBudgetRefusal, ReadBudget } from './read-budget.js';
import { SharedReads } from './shared-reads.js';
import { createSources, type Sources } from './sources.js';
import { FairQueue } from './transport/fair-queue.js';
import { Transport } from './transport/transport.js';
import { Upstream, type UpstreamExchange } from './upstream.js';
import { WizardSessionRecords, type WizardSessionStore } from './wizard-session.records.js';
import { WizardStepLimit } from './wizard-step.limit.js';
import { Xs2a } from './xs2a.js';

export interface DatasourcesOptions {
  /** Of XS2A.api, without a slash at its end. */
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly store: AccessTokenStore & WizardSessionStore & EventStore;
  /** Shared by all instances that are to see each other's writes at once. */
  readonly cacheStore: CacheStore;
  /** Whether the instances share what they have read in it as well; by default each has its own. */
  readonly sharesAnswers?: boolean;
  readonly consentExpiringDays: number;
  readonly now?: () => Date;
  readonly onExchange: (exchange: UpstreamExchange) => void;
  readonly onTokenEvent: (event: AccessTokenEvent) => void;
  readonly onSkippedRow: (route: string) => void;
}

/** Everything that knows XS2A, made once per process. */
export interface Datasources {
  /** What one operation reads and writes through. */
  forOperation(meter: Meter): Sources;
  /** What webhooks tell. */
  readonly events: EventReceiver;
  /** What computes long for turnovers takes turns in it. */
  readonly pace: Pace;
  /** How many calls wait for their turn at present. */
  readonly waitingCalls: number;
  /** Ends all connections; calls under way fail. */
  close(): Promise<void>;
}

/** Towards one XS2A.api; further calls wait for their turn. */
const CONCURRENCY = { total: 64, perOwner: 16 };

/** What cached answers may take in memory, a quarter of the process's; a list of 100,000 turnovers takes some 50 MB. */
const CACHE_BYTES = Math.floor(getHeapStatistics().heap_size_limit / 4);

export function createDatasources(options: DatasourcesOptions): Datasources {
  const { baseUrl, apiKey, store, consentExpiringDays, onSkippedRow } = options;
  const now = options.now ?? (() => new Date());
  const dispatcher = new Agent({ connections: CONCURRENCY.total, connect: { timeout: 5_000 } });
  const upstream = new Upstream(new Transport(baseUrl, dispatcher), options.onExchange);
  const tokens = new AccessTokens(upstream, apiKey, store, now, options.onTokenEvent);
  const queue = new FairQueue(CONCURRENCY);
  const xs2a = new Xs2a(upstream, apiKey, tokens, queue);
  const announcements = new Announcements(options.cacheStore, now);
  const through = createReadThrough(options, announcements, now);
  const wizardSessions = new WizardSessionRecords(store);
  const wizardStepLimit = new WizardStepLimit(now);
  const pace = new Pace();
  const forgetTokens = (bankUserId: string) => tokens.forget(bankUserId);
  const connectionOwners = new ConnectionOwners();
  const events = new EventReceiver({ xs2a, store, wizardSessions, connectionOwners, through });
  return {
    events,
    pace,
    get waitingCalls() {
      return queue.length;
    },
    forOperation: (meter) => {
      const budget = new ReadBudget(DEFAULT_READ_BUDGET);
      const reads = new CachedReads(through, meter, budget, now);
      const known = { wizardSessions, wizardStepLimit, connectionOwners };
      const syncWaits = through.waits;
      const scope = { xs2a, reads, syncWaits, budget, ...known, meter, now, consentExpiringDays, onSkippedRow };
      return createSources(scope, forgetTokens, pace);
    },
    close: () => {
      announcements.close();
      return dispatcher.destroy();
    },
  };
}

function createReadThrough(
  { cacheStore, sharesAnswers = false }: DatasourcesOptions,
  announcements: Announcements,
  now: () => Date,
): ReadThrough {
  const reads = new SharedReads(isBudgetRefusal);
  const shared = sharesAnswers ? new SharedAnswers(cacheStore, now) : undefined;
  const kept = new KeptAnswers(new AnswerCache({ maxBytes: CACHE_BYTES, now }), shared, reads);
  const epochs = new UserEpochs(cacheStore, announcements);
  return new ReadThrough(kept, reads, epochs, new SyncWaits(cacheStore, announcements, now));
}

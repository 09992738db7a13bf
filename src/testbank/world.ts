import { AccessTokens } from './access-token/access-token.js';
import type { Account } from './account/account.js';
import { Background } from './background.js';
import type { BankUser } from './bank-user/bank-user.js';
import type { Clock } from './clock.js';
import { Collection } from './collection.js';
import type { RateLimitSetting } from './control/rate-limit.js';
import type { BankConnection } from './connection/connection.js';
import { deliver, type BankEvent, type News } from './event/event.js';
import type { WizardSession } from './login/session.js';
import { Forms, type Variant } from './quirks.js';
import { freshId } from './random.js';

/** What the control interface can change about the test bank. Durations are milliseconds. */
export interface Settings {
  /** Maximum page size, whatever `per_page` requests. */
  maxPerPage: number;
  /** How long a sync runs in the background; 0 ends it before it is answered. */
  syncDelay: number;
  /** How long a bank login stays open without being touched. */
  sessionLife: number;
  /** Polls until an app approval is confirmed. */
  pollsUntilApproved: number;
  pollInterval: number;
  /** Duration of a submission at a slow bank. */
  slowStep: number;
  /** URL of the webhook, if any. */
  webhookUrl: string | null;
  /** Minimum and maximum delay of every response. */
  latency: { from: number; to: number };
  /** Requests beyond this limit are 429; null: unlimited. */
  rateLimit: RateLimitSetting | null;
  /** Requests that a bank accepts per day without the user, including XS2A's own sync; null: unlimited. */
  unattendedSyncs: number | null;
  /** Active variants of values. */
  variants: readonly Variant[];
}

export function defaultSettings(): Settings {
  return {
    maxPerPage: 100,
    syncDelay: 150,
    sessionLife: 15 * 60_000,
    pollsUntilApproved: 3,
    pollInterval: 1000,
    slowStep: 45_000,
    webhookUrl: null,
    latency: { from: 0, to: 0 },
    rateLimit: null,
    unattendedSyncs: null,
    variants: [],
  };
}

/** A forced failure of a connection's next sync. */
export interface ForcedFailure {
  readonly message: string;
  /** The stored credentials are lost as well: mode full becomes none. */
  readonly fallBack: boolean;
}

/** The state of the test bank, in memory. */
export class World {
  #settings = defaultSettings();
  readonly users = new Collection<BankUser>();
  readonly tokens = new AccessTokens();
  readonly connections = new Collection<BankConnection>();
  readonly accounts = new Collection<Account>();
  readonly sessions = new Collection<WizardSession>();
  readonly events = new Collection<BankEvent>();
  /** By connection id. */
  readonly forcedFailures = new Map<string, ForcedFailure>();
  /** Connections whose sync is under way, by id. */
  readonly syncing = new Set<string>();
  readonly background = new Background();
  /** How values are written, by the settings. */
  forms = new Forms([]);
  /** Counts the requests for turnovers, whose order within a day changes from answer to answer. */
  turnoverAnswers = 0;

  constructor(
    readonly seed: number,
    readonly clock: Clock,
    /** What the settings are at the start. */
    private readonly initial: Settings = defaultSettings(),
  ) {
    this.settings = initial;
  }

  get settings(): Settings {
    return this.#settings;
  }

  set settings(settings: Settings) {
    this.#settings = settings;
    this.forms = new Forms(settings.variants);
  }

  /** Records that something happened, and tells the webhook, if there is one. */
  publish(news: News): void {
    const event = this.events.add({ id: freshId(), createdAt: this.clock.now(), ...news });
    if (this.settings.webhookUrl !== null) void deliver(this.settings.webhookUrl, event, this.forms);
  }

  empty(): void {
    this.background.drop();
    const collections = [this.users, this.tokens, this.connections, this.accounts, this.sessions, this.events];
    for (const collection of collections) collection.clear();
    this.forcedFailures.clear();
    this.syncing.clear();
    this.settings = this.initial;
    this.turnoverAnswers = 0;
  }
}

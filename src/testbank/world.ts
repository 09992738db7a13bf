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
  /** The most rows that a page can have, whatever `per_page` asks for. */
  maxPerPage: number;
  /** How long a sync runs in the background; 0 ends it before it is answered. */
  syncDelay: number;
  /** How long a bank login stays open without being touched. */
  sessionLife: number;
  /** How often an app approval has to be asked for until it is there. */
  pollsUntilApproved: number;
  pollInterval: number;
  /** How long a slow bank takes for what is submitted in its login. */
  slowStep: number;
  /** Where events are posted to, if anywhere. */
  webhookUrl: string | null;
  /** How long every answer takes, at least and at most. */
  latency: { from: number; to: number };
  /** More requests than these are 429; null for no limit. */
  rateLimit: RateLimitSetting | null;
  /** How often a bank lets itself be asked within a day without the person, XS2A's own sync counted; null for no limit. */
  unattendedSyncs: number | null;
  /** The forms of values that occur beside the usual ones. */
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

/** What a forced failure of a connection's next sync looks like. */
export interface ForcedFailure {
  readonly message: string;
  /** The stored credentials are gone with it: mode full falls back to none. */
  readonly fallBack: boolean;
}

/** Everything that the test bank knows. It lives in memory, and ends with it. */
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

import { AccessTokens } from './access-token/access-token.store.js';
import type { Account } from './account/account.js';
import { Background } from './background.js';
import type { BankConnection } from './bank-connection/bank-connection.js';
import type { BankUser } from './bank-user/bank-user.js';
import { Collection } from './collection.js';
import type { BankEvent } from './event/event.js';
import { defaultSettings, type Settings } from './settings.js';
import type { Clock } from './time/clock.js';
import type { WizardSession } from './wizard/wizard-session.js';

/** What a forced failure of a connection's next sync looks like. */
export interface ForcedFailure {
  readonly message: string;
  /** The stored credentials are gone with it: mode full falls back to none. */
  readonly fallBack: boolean;
}

/** Everything that the test bank knows. It lives in memory, and ends with it. */
export class World {
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
  settings: Settings = defaultSettings();
  /** Counts the requests for turnovers, whose order within a day changes from answer to answer. */
  turnoverAnswers = 0;

  constructor(
    readonly seed: number,
    readonly clock: Clock,
  ) {}

  empty(): void {
    this.background.drop();
    const collections = [this.users, this.tokens, this.connections, this.accounts, this.sessions, this.events];
    for (const collection of collections) collection.clear();
    this.forcedFailures.clear();
    this.syncing.clear();
    this.settings = defaultSettings();
    this.turnoverAnswers = 0;
  }
}

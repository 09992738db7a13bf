import type { Bank } from '../bank/bank.js';
import type { BankConnectionRequest } from '../connection/connection.js';
import type { Language } from './texts.js';

/** The screens of a bank login, in the order in which they come. */
export type WizardStep =
  | 'bank'
  | 'login'
  | 'redirect'
  | 'captcha'
  | 'multi'
  | 'approval'
  | 'tan-method'
  | 'tan'
  | 'showcase'
  | 'accounts'
  | 'finish';

/** One bank login, from its key to the finish form. XS2A calls its public id `transaction`. */
export interface WizardSession {
  readonly id: string;
  readonly transaction: string;
  readonly key: string;
  readonly userId: string;
  readonly purpose: 'create' | 'sync' | 'reset';
  readonly request: BankConnectionRequest;
  readonly createdAt: Date;
  /** Known from the start for a sync and a reset, and after the finish for a creation. */
  connectionId: string | null;
  language: Language;
  bank?: Bank;
  step: WizardStep;
  /** When it was last used: it ends when nobody comes back. */
  touchedAt: Date;
  finished: boolean;
  /** Ended without success: every further request is refused. */
  over: boolean;
  /** One of XS2A's codes, or empty. */
  lastError: string;
  /** What the person has done so far, as far as later screens depend on it. */
  readonly progress: WizardProgress;
}

export interface WizardProgress {
  /** Requests so far: the forms of "no error" take turns. */
  turns: number;
  wrongLogins: number;
  wrongTans: number;
  polls: number;
  /** Names the bank's own login page; null until it is shown. */
  ticket: string | null;
  /** The person has been on the bank's own login page. */
  returned: boolean;
  userName: string;
  tab: number;
  tanMethod: number;
  /** The form that is on show; null while one is being picked. */
  showcase: string | null;
  /** Those of the bank's accounts that the person picked; null for all. */
  picked: readonly number[] | null;
}

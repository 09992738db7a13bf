import type { Bank } from '../bank/bank.js';
import type { BankConnectionRequest } from '../connection/connection.js';
import type { Language } from './texts.js';

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
  /** The name of the screen that the person sees. */
  step: string;
  /** Last use; idle sessions expire. */
  touchedAt: Date;
  finished: boolean;
  /** Ended without success: further requests are rejected. */
  over: boolean;
  /** One of XS2A's codes, or empty. */
  lastError: string;
  /** Number of requests; selects the form of "no error". */
  turns: number;
  /** Those of the bank's accounts that the person picked; null for all. */
  picked: readonly number[] | null;
  /** See `memory`. */
  readonly memories: Map<symbol, object>;
}

/** State of one screen within a login. Reset when a bank is picked. */
export function memory<T extends object>(fresh: () => T): (session: WizardSession) => T {
  const key = Symbol('memory');
  return ({ memories }) => {
    const state = (memories.get(key) as T | undefined) ?? fresh();
    memories.set(key, state);
    return state;
  };
}

import type { Bank } from '../bank/bank.js';
import type { Day } from '../time/calendar.js';

export type SyncMode = 'full' | 'shared' | 'none';
export type AccountSelection = 'all' | 'multi' | 'single';

/** What the creation of a connection asked for. */
export interface BankConnectionRequest {
  readonly syncMode: SyncMode;
  readonly bic?: string;
  readonly country?: string;
  readonly days?: number;
  readonly limitDays?: number;
  readonly accountSelection: AccountSelection;
  readonly language: string;
}

/** Three failed syncs in a row disable a connection for good. */
export const failuresUntilDisabled = 3;

/** PSD2: the person has to renew the consent after 90 days. */
export const consentDays = 90;

/** A login at a bank. */
export interface BankConnection {
  readonly id: string;
  readonly userId: string;
  readonly transaction: string;
  readonly bank: Bank;
  readonly createdAt: Date;
  /** The mode that the person agreed to; a failed sync can take `syncMode` down to none until the next login. */
  readonly agreedMode: SyncMode;
  readonly limitDays?: number;
  syncMode: SyncMode;
  syncActive: boolean;
  syncMessage: string;
  failures: number;
  lastSynced?: Date;
  consentUntil?: Day;
  /** The caller's half of the credentials, with mode shared. */
  credentialShare?: string;
  /** How often it was synced: names what the next sync finds. */
  syncs: number;
}

export function isDisabled(connection: BankConnection): boolean {
  return connection.failures >= failuresUntilDisabled;
}

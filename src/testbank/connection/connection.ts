import { type Bank, countryIds } from '../bank/bank.js';
import { type Day, berlinTime } from '../calendar.js';
import type { News } from '../event/event.js';
import type { Input } from '../http/input.js';
import { languages } from '../login/texts.js';
import type { Forms } from '../quirks.js';

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

/** As XS2A's guide says; what the law allows and banks ask for differs. */
export const consentDays = 90;

/** A login at a bank. */
export interface BankConnection {
  readonly id: string;
  readonly userId: string;
  readonly transaction: string;
  readonly bank: Bank;
  readonly createdAt: Date;
  /** The mode that the user agreed to; a failed sync may set `syncMode` to none until the next login. */
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
  /** Requests to the bank without the user within the last day. */
  askedAt: readonly Date[];
  /** Number of syncs; names what the next one finds. */
  syncs: number;
}

export function isDisabled(connection: BankConnection): boolean {
  return connection.failures >= failuresUntilDisabled;
}

export function toConnectionWire(connection: BankConnection, forms: Forms): Record<string, unknown> {
  const { bank } = connection;
  return {
    id: connection.id,
    transaction: connection.transaction,
    bic: bank.bic,
    bank_name: bank.name,
    country_id: bank.country,
    sync_mode: connection.syncMode,
    sync_active: forms.flag(connection.syncActive, connection.id, 'sync_active'),
    sync_message: connection.syncMessage,
    sync_fail_counter: connection.failures,
    last_synced: forms.timeStamp(connection.lastSynced, connection.id),
    consent_valid_until: connection.consentUntil ?? noConsent(connection),
    testmode: forms.flag(true, connection.id, 'testmode'),
    created_at: berlinTime(connection.createdAt),
    object: 'bank_connection',
  };
}

/** XS2A's three forms of a missing date (published by the vendor's Java SDK). */
function noConsent(connection: BankConnection): string | null {
  const ways = [null, '', '0000-00-00'] as const;
  return ways[connection.id.charCodeAt(0) % ways.length] ?? null;
}

/** The names of connection events are not published; these are the test bank's own. */
export type ConnectionEvent = 'created' | 'updated' | 'synced' | 'sync_failed' | 'deleted';

const messages: Record<ConnectionEvent, string> = {
  created: 'The bank connection was created.',
  updated: 'The bank connection was updated.',
  synced: 'The bank connection was synced.',
  sync_failed: 'The sync of the bank connection failed.',
  deleted: 'The bank connection was deleted.',
};

export function connectionNews(connection: BankConnection, event: ConnectionEvent, forms: Forms): News {
  return {
    type: `bank_connection.${event}`,
    transaction: connection.transaction,
    message: messages[event],
    data: toConnectionWire(connection, forms),
  };
}

/** Reads BankConnectionRequest. All members are optional; the default mode of XS2A is unknown; here it is full. */
export function readConnectionRequest(input: Input): BankConnectionRequest {
  const days = input.count('days');
  const limitDays = input.count('limit_days');
  const country = input.word('country_id', countryIds);
  const bic = input.text('bic') ?? '';
  input.text('fints_product_id');
  return {
    syncMode: input.word('sync_mode', ['full', 'shared', 'none']) ?? 'full',
    accountSelection: input.word('account_selection', ['all', 'multi', 'single']) ?? 'all',
    language: input.word('language', languages) ?? 'de',
    ...(bic !== '' && { bic }),
    ...(country !== undefined && { country }),
    ...(days !== undefined && { days }),
    ...(limitDays !== undefined && { limitDays }),
  };
}

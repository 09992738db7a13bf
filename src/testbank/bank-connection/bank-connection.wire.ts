import { berlinTime } from '../time/berlin.js';
import { flag } from '../wire/flag.js';
import { timeStamp } from '../wire/time-stamp.js';
import type { BankConnection } from './bank-connection.js';

export function toConnectionWire(connection: BankConnection): Record<string, unknown> {
  const { bank } = connection;
  return {
    id: connection.id,
    transaction: connection.transaction,
    bic: bank.bic,
    bank_name: bank.name,
    country_id: bank.country,
    sync_mode: connection.syncMode,
    sync_active: flag(connection.syncActive, connection.id, 'sync_active'),
    sync_message: connection.syncMessage,
    sync_fail_counter: connection.failures,
    last_synced: timeStamp(connection.lastSynced, connection.id),
    consent_valid_until: connection.consentUntil ?? noConsent(connection),
    testmode: flag(true, connection.id, 'testmode'),
    created_at: berlinTime(connection.createdAt),
    object: 'bank_connection',
  };
}

/** The three ways in which XS2A says that there is no date (published by the vendor's Java SDK). */
function noConsent(connection: BankConnection): string | null {
  const ways = [null, '', '0000-00-00'] as const;
  return ways[connection.id.charCodeAt(0) % ways.length] ?? null;
}

import { GRAPHQL_MAX_INT } from 'graphql';
import { toBerlinDate } from '../domain/berlin-time.js';
import {
  consentOn,
  FAILURES_THAT_DISABLE,
  isSyncOverdue,
  requiredActionOf,
  statusOf,
  type ConnectionFacts,
  type SyncMode,
} from '../domain/bank-connection-status.js';
import { ownedGlobalId } from '../domain/global-id.js';
import type { BankConnection, BankConnectionSync } from '../schema/bank-connection.type.js';
import {
  booleanOf,
  countOf,
  countryOf,
  dateOf,
  idOf,
  instantOf,
  recordOf,
  textOf,
  type UpstreamRecord,
} from './xs2a/lenient.js';

/** The time and the settings that a connection's status depends on. */
export interface ConnectionView {
  readonly now: Date;
  readonly consentExpiringDays: number;
}

/** Null when the row has no usable id. */
export function toBankConnection(row: unknown, bankUserId: string, view: ConnectionView): BankConnection | null {
  const record = recordOf(row);
  const xs2aId = idOf(record?.id);
  if (record === null || xs2aId === null) return null;
  const facts = toSyncFacts(record);
  const sync = { bankUserId, connectionXs2aId: xs2aId, ...toSync(record, facts, view.now) };
  const consent = consentOn(toBerlinDate(view.now), dateOf(record.consent_valid_until), view.consentExpiringDays);
  const status = statusOf({ consent: consent.state, ...facts });
  return {
    id: ownedGlobalId('BankConnection', { bankUserId, xs2aId }),
    xs2aId,
    bankUserId,
    transactionId: textOf(record.transaction),
    bankName: textOf(record.bank_name),
    bic: textOf(record.bic),
    country: countryOf(record.country_id),
    testMode: booleanOf(record.testmode),
    createdAt: instantOf(record.created_at),
    status,
    requiredAction: requiredActionOf(status, facts.syncMode),
    sync,
    consent,
  };
}

type SyncFacts = Omit<ConnectionFacts, 'consent'>;

function toSyncFacts(record: UpstreamRecord): SyncFacts {
  return {
    syncMode: toSyncMode(record.sync_mode),
    isSyncActive: booleanOf(record.sync_active) !== false,
    consecutiveFailures: Math.min(countOf(record.sync_fail_counter) ?? 0, GRAPHQL_MAX_INT),
  };
}

function toSync(
  record: UpstreamRecord,
  facts: SyncFacts,
  now: Date,
): Omit<BankConnectionSync, 'bankUserId' | 'connectionXs2aId'> {
  const { syncMode, isSyncActive, consecutiveFailures } = facts;
  const lastSyncedAt = instantOf(record.last_synced);
  return {
    mode: syncMode,
    automatic: syncMode === 'FULL' && isSyncActive && consecutiveFailures < FAILURES_THAT_DISABLE,
    isOverdue: isSyncOverdue(facts, lastSyncedAt ?? instantOf(record.created_at), now),
    lastSyncedAt,
    consecutiveFailures,
    failuresUntilDisabled: Math.max(FAILURES_THAT_DISABLE - consecutiveFailures, 0),
    message: textOf(record.sync_message),
  };
}

const SYNC_MODES = new Map<string, SyncMode>([
  ['full', 'FULL'],
  ['shared', 'SHARED'],
  ['none', 'NONE'],
]);

function toSyncMode(value: unknown): SyncMode | null {
  return SYNC_MODES.get(textOf(value)?.toLowerCase() ?? '') ?? null;
}

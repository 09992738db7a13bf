import {
  consentOn,
  FAILURES_THAT_DISABLE,
  requiredActionOf,
  statusOf,
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
} from './lenient.js';

export interface ConsentView {
  /** In Germany, `YYYY-MM-DD`. */
  readonly today: string;
  readonly consentExpiringDays: number;
}

/** Null when the row has no usable id. */
export function toBankConnection(row: unknown, bankUserId: string, view: ConsentView): BankConnection | null {
  const record = recordOf(row);
  const xs2aId = idOf(record?.id);
  if (record === null || xs2aId === null) return null;
  const sync = toSync(record);
  const consent = consentOn(view.today, dateOf(record.consent_valid_until), view.consentExpiringDays);
  const status = statusOf({ ...sync, syncMode: sync.mode, consent: consent.state });
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
    requiredAction: requiredActionOf(status, sync.mode),
    sync,
    consent,
  };
}

function toSync(record: UpstreamRecord): BankConnectionSync {
  const mode = toSyncMode(record.sync_mode);
  const consecutiveFailures = Math.min(countOf(record.sync_fail_counter) ?? 0, LARGEST_INT);
  return {
    mode,
    automatic:
      mode === 'FULL' && booleanOf(record.sync_active) !== false && consecutiveFailures < FAILURES_THAT_DISABLE,
    lastSyncedAt: instantOf(record.last_synced),
    consecutiveFailures,
    failuresUntilDisabled: Math.max(FAILURES_THAT_DISABLE - consecutiveFailures, 0),
    message: textOf(record.sync_message),
  };
}

/** Of GraphQL's Int. */
const LARGEST_INT = 2 ** 31 - 1;

const SYNC_MODES = new Map<string, SyncMode>([
  ['full', 'FULL'],
  ['shared', 'SHARED'],
  ['none', 'NONE'],
]);

function toSyncMode(value: unknown): SyncMode | null {
  return SYNC_MODES.get(textOf(value)?.toLowerCase() ?? '') ?? null;
}

import { daysBetween } from './berlin-time.js';

export type SyncMode = 'FULL' | 'SHARED' | 'NONE';
export type ConsentState = 'VALID' | 'EXPIRING' | 'EXPIRED' | 'UNKNOWN';
export type BankConnectionStatus =
  'DISABLED' | 'CONSENT_EXPIRED' | 'SYNC_FAILING' | 'MANUAL_SYNC_ONLY' | 'CONSENT_EXPIRING' | 'ACTIVE';
export type BankConnectionAction = 'RECREATE' | 'REAUTHENTICATE' | 'SUPPLY_CREDENTIAL_SHARE' | 'RESYNC';

/** XS2A disables a connection for good after this many failed syncs in a row (published by the vendor's guide). */
export const FAILURES_THAT_DISABLE = 3;

export interface ConsentFacts {
  readonly state: ConsentState;
  /** Last day of the bank's consent, `YYYY-MM-DD`. */
  readonly validUntil: string | null;
  /** Calendar days in Germany: 0 on the last day, negative after it. */
  readonly daysRemaining: number | null;
}

/** The state of a bank's consent; `today` is the date in Germany. */
export function consentOn(today: string, validUntil: string | null, expiringDays: number): ConsentFacts {
  if (validUntil === null) return { state: 'UNKNOWN', validUntil, daysRemaining: null };
  const daysRemaining = daysBetween(today, validUntil);
  const state = daysRemaining < 0 ? 'EXPIRED' : daysRemaining <= expiringDays ? 'EXPIRING' : 'VALID';
  return { state, validUntil, daysRemaining };
}

export interface ConnectionFacts {
  readonly syncMode: SyncMode | null;
  /** Whether XS2A reports that it syncs the connection by itself. */
  readonly isSyncActive: boolean;
  readonly consecutiveFailures: number;
  readonly consent: ConsentState;
}

/** The first status that applies, most severe first. */
export function statusOf({
  syncMode,
  isSyncActive,
  consecutiveFailures,
  consent,
}: ConnectionFacts): BankConnectionStatus {
  if (consecutiveFailures >= FAILURES_THAT_DISABLE) return 'DISABLED';
  if (consent === 'EXPIRED') return 'CONSENT_EXPIRED';
  if (consecutiveFailures > 0) return 'SYNC_FAILING';
  if (syncMode !== 'FULL' || !isSyncActive) return 'MANUAL_SYNC_ONLY';
  if (consent === 'EXPIRING') return 'CONSENT_EXPIRING';
  return 'ACTIVE';
}

/** XS2A syncs once a day; twice that is more than a delay. */
const OVERDUE_MS = 2 * 86_400_000;

/**
 * Whether XS2A should have synced by itself and has not for more than two days, or has stopped syncing although the mode is FULL.
 * @param lastSyncedAt time of the last sync, or of the connection's creation where there was none; RFC 3339
 */
export function isSyncOverdue(
  { syncMode, isSyncActive }: Pick<ConnectionFacts, 'syncMode' | 'isSyncActive'>,
  lastSyncedAt: string | null,
  now: Date,
): boolean {
  if (syncMode !== 'FULL') return false;
  return !isSyncActive || (lastSyncedAt !== null && now.getTime() - Date.parse(lastSyncedAt) > OVERDUE_MS);
}

/** The one next step for the user or the operator; null when there is none. */
export function requiredActionOf(status: BankConnectionStatus, syncMode: SyncMode | null): BankConnectionAction | null {
  switch (status) {
    case 'DISABLED':
      return 'RECREATE';
    case 'CONSENT_EXPIRED':
    case 'CONSENT_EXPIRING':
      return 'REAUTHENTICATE';
    case 'SYNC_FAILING':
      if (syncMode === 'FULL') return 'RESYNC';
      return syncMode === 'SHARED' ? 'SUPPLY_CREDENTIAL_SHARE' : 'REAUTHENTICATE';
    case 'MANUAL_SYNC_ONLY':
    case 'ACTIVE':
      return null;
  }
}

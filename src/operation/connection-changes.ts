import type { Connections } from '../datasources/live/live-changes.js';
import type { BankConnectionChange, BankConnectionChangeKind } from '../schema/bank-connection-change.type.js';
import type { BankConnection } from '../schema/bank-connection.type.js';

export type ConnectionsById = Connections['things'];

/** @param before undefined: nothing is known yet */
export function connectionChanges(
  before: ConnectionsById | undefined,
  present: ConnectionsById,
): BankConnectionChange[] {
  const changes: BankConnectionChange[] = [];
  for (const [xs2aId, connection] of present) {
    const kind = before === undefined ? 'PRESENT' : kindOf(before.get(xs2aId), connection);
    if (kind !== undefined) changes.push({ kind, connectionId: connection.id, connection });
  }
  for (const [xs2aId, { id }] of before ?? []) {
    if (!present.has(xs2aId)) changes.push({ kind: 'DELETED', connectionId: id, connection: null });
  }
  return changes;
}

/** Those present. One that is missing where rows were unreadable may be among them, so it stays as it was. */
export function presentConnections(
  before: ConnectionsById | undefined,
  { things, skippedRows }: Connections,
): ConnectionsById {
  return before === undefined || skippedRows === 0 ? things : new Map([...before, ...things]);
}

/** Undefined when nothing has changed. */
function kindOf(before: BankConnection | undefined, now: BankConnection): BankConnectionChangeKind | undefined {
  if (before === undefined) return 'CREATED';
  if (before === now) return undefined;
  if (before.sync.lastSyncedAt !== now.sync.lastSyncedAt) return 'SYNCED';
  if (before.sync.consecutiveFailures < now.sync.consecutiveFailures) return 'SYNC_FAILED';
  if (consentOf(before) !== consentOf(now)) return 'CONSENT_CHANGED';
  return everythingOf(before) === everythingOf(now) ? undefined : 'CHANGED';
}

function consentOf({ consent: { state, validUntil } }: BankConnection): string {
  return `${state} ${validUntil ?? ''}`;
}

/** Without the days that are left, which change every day. */
function everythingOf({ consent, ...rest }: BankConnection): string {
  return JSON.stringify([rest, consent.state, consent.validUntil]);
}

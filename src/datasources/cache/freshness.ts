import { createHash } from 'node:crypto';
import type { BankConnection } from '../../schema/bank-connection.type.js';
import type { UserState, UserStates } from './user-states.js';

/**
 * XS2A may say that a sync has ended before everything that it brought can be read: what is read within so long after
 * `last_synced` is not kept.
 */
const SETTLING_MS = 600_000;

/**
 * Balances and turnovers change when XS2A syncs, and `last_synced` of the connection says when that was: an answer that was
 * read under it holds until it moves. A version is undefined where nothing may be kept, nor served from what was kept.
 */
export class Freshness {
  constructor(
    private readonly states: UserStates,
    private readonly now: () => Date,
  ) {}

  /** Of what belongs to one connection. */
  ofConnection(connection: BankConnection, state: UserState): string | undefined {
    const { lastSyncedAt } = connection.sync;
    return lastSyncedAt !== null && this.isSettled(connection, state) ? `${state.epoch} ${lastSyncedAt}` : undefined;
  }

  /** Of what is left of a deleted connection, which is never synced again. */
  ofOrphan(state: UserState): string {
    return `${state.epoch} orphan`;
  }

  /** Of what depends on all connections of a bank user. */
  ofConnections(connections: readonly BankConnection[], state: UserState): string | undefined {
    if (!connections.every((connection) => this.isSettled(connection, state))) return undefined;
    const syncs = connections.map(({ xs2aId, sync }) => `${xs2aId} ${sync.lastSyncedAt ?? ''}`).sort();
    return `${state.epoch} ${createHash('sha256').update(syncs.join('\n')).digest('base64url')}`;
  }

  private isSettled(connection: BankConnection, state: UserState): boolean {
    const { sync, createdAt } = connection;
    const changedAt = Date.parse(sync.lastSyncedAt ?? createdAt ?? '');
    return this.now().getTime() - changedAt >= SETTLING_MS && !this.states.isAwaited(state, connection);
  }
}

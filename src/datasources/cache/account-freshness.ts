import type { Account } from '../../schema/account.type.js';
import type { BankConnectionSource } from '../bank-connection.source.js';
import type { Freshness } from './freshness.js';
import type { UserState } from './user-states.js';

/** How long what is read of an account holds: as long as its connection is not synced again. */
export class AccountFreshness {
  constructor(
    private readonly freshness: Freshness,
    private readonly connections: BankConnectionSource,
  ) {}

  async versionOf({ bankUserId, connectionXs2aId }: Account, state: UserState): Promise<string | undefined> {
    if (connectionXs2aId === null) return this.freshness.ofOrphan(state);
    const connection = await this.connections.find({ bankUserId, xs2aId: connectionXs2aId });
    return connection && this.freshness.ofConnection(connection, state);
  }
}

import type { OwnedRef } from '../domain/global-id.js';
import type { Account } from '../schema/account.type.js';
import { toAccount } from './account.mapper.js';
import { ENDPOINTS } from './endpoints.js';
import { OwnedList } from './owned-list.js';
import type { SourceScope } from './source-scope.js';

/** The accounts of bank users: one list over all connections, so that those of a connection cost no call of their own. */
export class AccountSource {
  private readonly accounts: OwnedList<Account>;

  constructor(private readonly scope: SourceScope) {
    this.accounts = new OwnedList(scope, ENDPOINTS.listAccounts, toAccount);
  }

  ofBankUser(bankUserId: string): Promise<Account[]> {
    return this.accounts.of(bankUserId);
  }

  async ofConnection({ bankUserId, xs2aId }: OwnedRef): Promise<Account[]> {
    return (await this.accounts.of(bankUserId)).filter((account) => account.connectionXs2aId === xs2aId);
  }

  /** @throws GatewayError NOT_FOUND */
  get(ref: OwnedRef): Promise<Account> {
    return this.accounts.get(ref);
  }

  async delete({ bankUserId, xs2aId }: OwnedRef): Promise<void> {
    const { xs2a, meter } = this.scope;
    await xs2a.asBankUser(bankUserId, ENDPOINTS.deleteAccount, { path: { accountId: xs2aId }, meter });
    this.accounts.forget(bankUserId);
  }

  /** Upstream then no longer calls the account's turnovers new. @param upTo last booking date, inclusive; all without it */
  async markTurnoversSeen({ bankUserId, xs2aId }: OwnedRef, upTo: string | null): Promise<void> {
    const { xs2a, meter, reads } = this.scope;
    await (upTo === null
      ? xs2a.asBankUser(bankUserId, ENDPOINTS.markSeen, { path: { accountId: xs2aId }, meter })
      : xs2a.asBankUser(bankUserId, ENDPOINTS.markSeenUpTo, { path: { accountId: xs2aId, upTo }, meter }));
    reads.forget(bankUserId);
  }
}

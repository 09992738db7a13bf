import type { OwnedRef } from '../domain/global-id.js';
import type { Account } from '../schema/account.type.js';
import { toAccount } from './account.mapper.js';
import { ENDPOINTS } from './xs2a/endpoints.js';
import { fetchRows, OwnedList, toListed, type Listed } from './owned-list.js';
import type { Freshness } from './reads/freshness.js';
import type { Read } from './reads/read.js';
import type { OperationDependencies } from './operation-dependencies.js';

/** Estimated memory of an account, texts included. */
const ACCOUNT_BYTES = 1_200;

/**
 * Accounts of bank users, read as one list over all connections, so that the accounts of a connection need no call of their own.
 */
export class AccountSource {
  private readonly accounts: OwnedList<Account>;

  constructor(
    private readonly scope: OperationDependencies,
    private readonly freshness: Freshness,
  ) {
    this.accounts = new OwnedList(scope, (bankUserId) => scope.reads.list(this.readOf(bankUserId)));
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

  /** @throws GatewayError NOT_FOUND where one of them is missing */
  getAll(bankUserId: string, xs2aIds: readonly string[]): Promise<Account[]> {
    return this.accounts.getAll(bankUserId, xs2aIds);
  }

  async delete({ bankUserId, xs2aId }: OwnedRef): Promise<void> {
    const { xs2a, reads, meter } = this.scope;
    const call = { path: { accountId: xs2aId }, meter };
    await reads.writing(bankUserId, { of: 'accounts' }, () =>
      xs2a.withUserToken(bankUserId, ENDPOINTS.deleteAccount, call),
    );
  }

  /** Upstream then no longer calls the account's turnovers new. @param upTo last booking date, inclusive; all without it */
  async markTurnoversSeen({ bankUserId, xs2aId }: OwnedRef, upTo: string | null): Promise<void> {
    const { xs2a, reads, meter } = this.scope;
    const endpoint = upTo === null ? ENDPOINTS.markSeen : ENDPOINTS.markSeenUpTo;
    const path = { accountId: xs2aId, ...(upTo !== null && { upTo }) };
    await reads.writing(bankUserId, { of: 'turnovers', accountXs2aId: xs2aId }, () =>
      xs2a.withUserToken(bankUserId, endpoint, { path, meter }),
    );
  }

  private readOf(bankUserId: string): Read<Listed<Account>> {
    const { scope } = this;
    const onSkippedRow = () => {
      scope.onSkippedRow(ENDPOINTS.listAccounts.route);
    };
    return {
      bankUserId,
      key: 'accounts',
      dependsOn: this.freshness.ofAccounts(bankUserId),
      fetch: () => fetchRows(scope, bankUserId, ENDPOINTS.listAccounts),
      understand: (rows) => toListed(rows, (row) => toAccount(row, bankUserId), onSkippedRow),
      bytesOf: ({ things }) => things.size * ACCOUNT_BYTES,
    };
  }
}

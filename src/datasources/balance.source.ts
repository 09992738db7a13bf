import DataLoader from 'dataloader';
import type { Account } from '../schema/account.type.js';
import type { Balance } from '../schema/balance.type.js';
import { toBalance } from './balance.mapper.js';
import { ENDPOINTS } from './xs2a/endpoints.js';
import { ownedKey, settledValues } from './loader.js';
import type { PendingAccount } from './reads/pending-account.js';
import type { Freshness } from './reads/freshness.js';
import type { Read } from './reads/read.js';
import type { OperationDependencies } from './operation-dependencies.js';

const BALANCE_BYTES = 600;

/** Balances, each read once per operation and cached until the next sync. */
export class BalanceSource {
  private readonly balances: DataLoader<Account | PendingAccount, Balance, string>;

  constructor(
    private readonly scope: OperationDependencies,
    private readonly freshness: Freshness,
  ) {
    const { reads } = scope;
    this.balances = new DataLoader<Account | PendingAccount, Balance, string>(
      async (accounts) => settledValues(await reads.all(accounts.map((account) => this.readOf(account)))),
      { cacheKeyFn: ownedKey },
    );
    reads.onWrite(() => this.balances.clearAll());
  }

  of(account: Account | PendingAccount): Promise<Balance> {
    return this.balances.load(account);
  }

  private readOf(account: Account | PendingAccount): Read<Balance> {
    const { bankUserId, xs2aId } = account;
    const { xs2a, meter } = this.scope;
    const call = { path: { accountId: xs2aId }, meter };
    return {
      bankUserId,
      key: `balance ${xs2aId}`,
      dependsOn: this.freshness.ofBalance(account),
      fetch: () => xs2a.read(bankUserId, ENDPOINTS.getBalance, call),
      understand: toBalance,
      bytesOf: () => BALANCE_BYTES,
    };
  }
}

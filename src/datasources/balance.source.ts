import type DataLoader from 'dataloader';
import type { OwnedRef } from '../domain/global-id.js';
import type { Balance } from '../schema/balance.type.js';
import { toBalance } from './balance.mapper.js';
import { ENDPOINTS } from './endpoints.js';
import { loaderOf, ownedKey } from './loader.js';
import type { SourceScope } from './source-scope.js';

/** Balances, each read once per operation. */
export class BalanceSource {
  private readonly balances: DataLoader<OwnedRef, Balance, string>;

  constructor({ xs2a, reads, meter }: SourceScope) {
    this.balances = loaderOf(
      ({ bankUserId, xs2aId }) =>
        reads.share(bankUserId, `balance ${xs2aId}`, async () => {
          const call = { path: { accountId: xs2aId }, meter };
          return toBalance((await xs2a.asBankUser(bankUserId, ENDPOINTS.getBalance, call)).body);
        }),
      ownedKey,
    );
  }

  of(account: OwnedRef): Promise<Balance> {
    return this.balances.load(account);
  }
}

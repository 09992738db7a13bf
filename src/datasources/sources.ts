import type { Pace } from '../domain/turnover/index.js';
import { AccountSource } from './account.source.js';
import { BalanceSource } from './balance.source.js';
import { BankConnectionSource } from './bank-connection.source.js';
import { BankUserSource } from './bank-user.source.js';
import { AccountFreshness } from './cache/account-freshness.js';
import type { SourceScope } from './source-scope.js';
import { TurnoverSource } from './turnover.source.js';

/** What resolvers read and write through: one of each term, for one operation. */
export interface Sources {
  readonly bankUsers: BankUserSource;
  readonly bankConnections: BankConnectionSource;
  readonly accounts: AccountSource;
  readonly balances: BalanceSource;
  readonly turnovers: TurnoverSource;
}

export function createSources(
  scope: SourceScope,
  forgetTokens: (bankUserId: string) => Promise<void>,
  pace: Pace,
): Sources {
  const bankConnections = new BankConnectionSource(scope);
  const accountFreshness = new AccountFreshness(scope.freshness, bankConnections);
  return {
    bankUsers: new BankUserSource(scope, forgetTokens),
    bankConnections,
    accounts: new AccountSource(scope, bankConnections),
    balances: new BalanceSource(scope, accountFreshness),
    turnovers: new TurnoverSource(scope, accountFreshness, pace),
  };
}

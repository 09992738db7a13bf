import type { Pace } from '../domain/turnover/index.js';
import { AccessTokenSource } from './access-token.source.js';
import { AccountSource } from './account.source.js';
import { BalanceSource } from './balance.source.js';
import { BankConnectionSource } from './bank-connection.source.js';
import { BankUserSource } from './bank-user.source.js';
import { BankSource } from './bank.source.js';
import { Freshness } from './cache/freshness.js';
import { KeptResults } from './cache/kept-results.js';
import type { ReadThrough } from './cache/read-through.js';
import { ReportSource } from './report.source.js';
import type { SourceScope } from './source-scope.js';
import { TurnoverSource } from './turnover.source.js';
import { WizardSessionSource } from './wizard-session.source.js';
import { WizardStepSource } from './wizard-step.source.js';

/** What resolvers read and write through: one of each term, for one operation. */
export interface Sources {
  readonly bankUsers: BankUserSource;
  readonly bankConnections: BankConnectionSource;
  readonly accounts: AccountSource;
  readonly balances: BalanceSource;
  readonly turnovers: TurnoverSource;
  readonly reports: ReportSource;
  readonly banks: BankSource;
  readonly wizardSessions: WizardSessionSource;
  readonly wizardSteps: WizardStepSource;
  readonly accessTokens: AccessTokenSource;
  /** Of whole operations. */
  readonly results: KeptResults;
}

export function createSources(
  scope: SourceScope,
  through: ReadThrough,
  forgetTokens: (bankUserId: string) => Promise<void>,
  pace: Pace,
): Sources {
  const bankConnections = new BankConnectionSource(scope);
  const freshness = new Freshness(scope.reads, scope.syncWaits, bankConnections);
  return {
    bankUsers: new BankUserSource(scope, bankConnections, forgetTokens),
    bankConnections,
    accounts: new AccountSource(scope, freshness),
    balances: new BalanceSource(scope, freshness),
    turnovers: new TurnoverSource(scope, freshness, pace),
    reports: new ReportSource(scope),
    banks: new BankSource(scope),
    wizardSessions: new WizardSessionSource(scope, bankConnections),
    wizardSteps: new WizardStepSource(scope),
    accessTokens: new AccessTokenSource(scope),
    results: new KeptResults(through, scope.reads, freshness, bankConnections, scope.meter),
  };
}

import type { Pace } from '../domain/turnover/index.js';
import { AccessTokenSource } from './access-token.source.js';
import { AccountSource } from './account.source.js';
import { BalanceSource } from './balance.source.js';
import { BankConnectionSource } from './bank-connection.source.js';
import { BankUserSource } from './bank-user.source.js';
import { BankSource } from './bank.source.js';
import { EventSource } from './event.source.js';
import type { DerivedCache } from './reads/derived-cache.js';
import { Freshness } from './reads/freshness.js';
import type { Reads } from './reads/reads.js';
import { ResultCache } from './reads/result-cache.js';
import { ReportSource } from './report.source.js';
import type { AccessTokens } from './xs2a/access-tokens.js';
import type { OperationDependencies } from './operation-dependencies.js';
import { TurnoverSource } from './turnover.source.js';
import { WizardSessionSource } from './wizard/wizard-session.source.js';
import { WizardStepSource } from './wizard/wizard-step.source.js';

/** The sources of one operation, through which resolvers read and write. */
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
  readonly events: EventSource;
  /** Of whole operations. */
  readonly results: ResultCache;
  readonly derived: DerivedCache;
}

export function createSources(
  scope: OperationDependencies,
  reads: Reads,
  ownTokens: AccessTokens,
  pace: Pace,
): Sources {
  const bankConnections = new BankConnectionSource(scope);
  const freshness = new Freshness(bankConnections, scope.seenConnections, scope.now);
  return {
    bankUsers: new BankUserSource(scope, freshness, ownTokens),
    bankConnections,
    accounts: new AccountSource(scope, freshness),
    balances: new BalanceSource(scope, freshness),
    turnovers: new TurnoverSource(scope, freshness, pace),
    reports: new ReportSource(scope),
    banks: new BankSource(scope),
    wizardSessions: new WizardSessionSource(scope, bankConnections),
    wizardSteps: new WizardStepSource(scope),
    accessTokens: new AccessTokenSource(scope, ownTokens),
    events: new EventSource(scope),
    results: new ResultCache(reads, scope.reads, bankConnections, scope.meter, scope.now),
    derived: reads.derived,
  };
}

import type { NonEmptyArray } from 'type-graphql';
import { AccessTokenResolver } from './access-token.resolver.js';
import { AccountCoverageResolver } from './account-coverage.resolver.js';
import { AccountMutationsResolver } from './account-mutations.resolver.js';
import { AccountResolver } from './account.resolver.js';
import { BankConnectionMutationsResolver } from './bank-connection-mutations.resolver.js';
import { BankConnectionResolver, BankConnectionSyncResolver } from './bank-connection.resolver.js';
import { BankUserMutationsResolver } from './bank-user-mutations.resolver.js';
import { BankUserResolver } from './bank-user.resolver.js';
import { AccountBalanceHistoryResolver, BankUserBalanceTotalsResolver } from './balance-history.resolver.js';
import {
  BankUserCashflowResolver,
  ExpectedPaymentResolver,
  OwnTransferResolver,
  RecurringPaymentResolver,
  TurnoverCashflowResolver,
} from './cashflow.resolver.js';
import { BankResolver } from './bank.resolver.js';
import { EventResolver } from './event.resolver.js';
import { LiveResolver } from './live.resolver.js';
import { ReportResolver } from './report.resolver.js';
import { AccountTurnoverChangesResolver, TurnoverChangesResolver } from './turnover-changes.resolver.js';
import {
  AccountTurnoversResolver,
  BankUserTurnoversResolver,
  IncompleteAccountResolver,
  TurnoverConnectionResolver,
  TurnoverResolver,
} from './turnover.resolver.js';
import { WizardFormElementResolver } from './wizard-form.resolver.js';
import { WizardSessionResolver } from './wizard-session.resolver.js';
import { WizardStepResolver } from './wizard-step.resolver.js';

export const RESOLVERS: NonEmptyArray<new () => object> = [
  BankUserResolver,
  BankUserTurnoversResolver,
  BankUserMutationsResolver,
  BankConnectionResolver,
  BankConnectionSyncResolver,
  BankConnectionMutationsResolver,
  AccountResolver,
  AccountCoverageResolver,
  AccountTurnoversResolver,
  AccountTurnoverChangesResolver,
  TurnoverChangesResolver,
  AccountMutationsResolver,
  TurnoverConnectionResolver,
  TurnoverResolver,
  TurnoverCashflowResolver,
  OwnTransferResolver,
  RecurringPaymentResolver,
  ExpectedPaymentResolver,
  BankUserCashflowResolver,
  BankUserBalanceTotalsResolver,
  AccountBalanceHistoryResolver,
  IncompleteAccountResolver,
  ReportResolver,
  BankResolver,
  EventResolver,
  WizardSessionResolver,
  WizardStepResolver,
  WizardFormElementResolver,
  AccessTokenResolver,
  LiveResolver,
];

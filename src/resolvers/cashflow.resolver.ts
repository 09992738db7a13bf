import { Arg, Args, ArgsType, Ctx, Directive, Field, FieldResolver, ID, Int, Resolver, Root } from 'type-graphql';
import type { LedgerEntry } from '../domain/cashflow/index.js';
import { GatewayError } from '../errors/gateway-error.js';
import type { Cashflow } from '../operation/cashflow-service.js';
import type { GatewayContext } from '../operation/context.js';
import { Account } from '../schema/account.type.js';
import { BankUser } from '../schema/bank-user.type.js';
import { RecurringPaymentStatus } from '../schema/cashflow.enum.js';
import {
  ExpectedPayment,
  OwnTransfer,
  RecurringPayment,
  RecurringPayments,
  UpcomingPayments,
} from '../schema/cashflow.type.js';
import { pagedBy, UPSTREAM_CALL_PER_ACCOUNT } from '../schema/cost.js';
import { TurnoverDirection } from '../schema/turnover.enum.js';
import { Turnover } from '../schema/turnover.type.js';
import {
  nextOf,
  sumsOf,
  toRecurringPayment,
  toUpcoming,
  type ExpectedPaymentAnswer,
  type RecurringPaymentAnswer,
} from './cashflow.view.js';
import { pageSize } from './page-size.js';
import { toTurnover, type TurnoverRoot } from './turnover.view.js';

@ArgsType()
class RecurringPaymentsArgs {
  @Field(() => [ID], {
    nullable: true,
    description: 'The `id`s of accounts of this bank user, at most 500; all of them where left out.',
  })
  accountIds?: string[] | null;

  @Field(() => TurnoverDirection, { nullable: true, description: 'Only what comes in, or only what goes out.' })
  direction?: TurnoverDirection | null;

  @Field(() => [RecurringPaymentStatus], {
    nullable: true,
    description: 'Only those of any of these; at most 10. All of them where left out.',
  })
  status?: RecurringPaymentStatus[] | null;
}

@ArgsType()
class UpcomingPaymentsArgs {
  @Field(() => Int, {
    nullable: true,
    defaultValue: 30,
    description: 'How many days after the last sync are looked ahead, 1 to 90.',
  })
  days?: number | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'The `id`s of accounts of this bank user, at most 500; all of them where left out.',
  })
  accountIds?: string[] | null;
}

const MAX_DAYS = 90;

@Resolver(() => BankUser)
export class BankUserCashflowResolver {
  @Directive(UPSTREAM_CALL_PER_ACCOUNT)
  @FieldResolver(() => RecurringPayments, {
    nullable: true,
    description:
      'Payments that come again and again, found in the turnovers of all accounts (or the given ones): subscriptions, contracts, rent, ' +
      'salary. Transfers between own accounts are none. What came fewer than three times (yearly: twice) is not found.',
  })
  async recurringPayments(
    @Root() { xs2aId }: BankUser,
    @Ctx() context: GatewayContext,
    @Args(() => RecurringPaymentsArgs) { accountIds, direction = null, status }: RecurringPaymentsArgs,
  ): Promise<RecurringPayments> {
    const cashflow = await cashflowOf(xs2aId, accountIds, context);
    const all = (await cashflow.recurring).filter(
      ({ last, forecast }) =>
        (direction === null || (last.minor < 0 ? 'DEBIT' : 'CREDIT') === direction) &&
        (status == null || status.length === 0 || status.includes(forecast.status)),
    );
    context.answerSize.countObjects(all.length);
    const payments = all.map((found) => toRecurringPayment(found, cashflow)).sort(byYear);
    return { payments, basedOn: cashflow.basedOn, incompleteAccounts: [...cashflow.incompleteAccounts] };
  }

  @Directive(UPSTREAM_CALL_PER_ACCOUNT)
  @FieldResolver(() => UpcomingPayments, {
    nullable: true,
    description:
      'What is to be expected: pending entries and the next occurrences of recurring payments, the earliest first. Transfers between own accounts are left out.',
  })
  async upcomingPayments(
    @Root() { xs2aId }: BankUser,
    @Ctx() context: GatewayContext,
    @Args(() => UpcomingPaymentsArgs) { days, accountIds }: UpcomingPaymentsArgs,
  ): Promise<UpcomingPayments> {
    const ahead = days ?? 30;
    if (ahead < 1 || ahead > MAX_DAYS) throw refused(`\`days\` must be between 1 and ${MAX_DAYS}.`);
    const cashflow = await cashflowOf(xs2aId, accountIds, context);
    const upcoming = await cashflow.upcoming(ahead);
    context.answerSize.countObjects(upcoming.length);
    return {
      payments: upcoming.map((payment) => toUpcoming(payment, cashflow)),
      totals: sumsOf(upcoming),
      incompleteAccounts: [...cashflow.incompleteAccounts],
    };
  }
}

function cashflowOf(
  bankUserId: string,
  accountIds: readonly string[] | null | undefined,
  { access, cashflows }: GatewayContext,
): Promise<Cashflow> {
  const named = accountIds?.map((id) => access.ownedBy(bankUserId, 'Account', id).xs2aId) ?? null;
  return cashflows.of(bankUserId, named);
}

function byYear(a: RecurringPayment, b: RecurringPayment): number {
  return Math.abs(Number(b.yearly.value)) - Math.abs(Number(a.yearly.value)) || (a.id < b.id ? -1 : 1);
}

@Resolver(() => RecurringPayment)
export class RecurringPaymentResolver {
  @FieldResolver(() => Account, { description: 'The account of the last occurrence; earlier ones may be on another.' })
  account(@Root() { cashflow, found }: Pick<RecurringPaymentAnswer, 'cashflow' | 'found'>): Account {
    return cashflow.accountOf(found.last.ledger);
  }

  @FieldResolver(() => ExpectedPayment, {
    nullable: true,
    description: 'The days and the amounts between which the next one is expected; null once it has ended.',
  })
  next(@Root() payment: Pick<RecurringPaymentAnswer, keyof RecurringPaymentAnswer>): ExpectedPayment | null {
    return nextOf(payment);
  }

  @Directive(pagedBy(['first'], 12))
  @FieldResolver(() => [Turnover], { description: 'The evidence: the entries that it was found by, newest first.' })
  occurrences(
    @Root() { cashflow, found }: Pick<RecurringPaymentAnswer, 'cashflow' | 'found'>,
    @Ctx() { answerSize }: GatewayContext,
    @Arg('first', () => Int, { nullable: true, defaultValue: 12, description: 'How many at most, 1 to 500.' })
    first?: number | null,
  ): Turnover[] {
    const newest = found.occurrences.slice(-pageSize(first ?? 12)).reverse();
    answerSize.countObjects(newest.length);
    return newest.map((entry: LedgerEntry) => toTurnover(cashflow.entryOf(entry)));
  }
}

@Resolver(() => ExpectedPayment)
export class ExpectedPaymentResolver {
  @FieldResolver(() => Account, { description: 'The account on which it is expected.' })
  account(@Root() { cashflow, ledger }: Pick<ExpectedPaymentAnswer, 'cashflow' | 'ledger'>): Account {
    return cashflow.accountOf(ledger);
  }

  @FieldResolver(() => RecurringPayment, {
    nullable: true,
    description: 'Null for a pending entry that does not recur.',
  })
  recurringPayment(
    @Root() { cashflow, recurring }: Pick<ExpectedPaymentAnswer, 'cashflow' | 'recurring'>,
  ): RecurringPayment | null {
    return recurring && toRecurringPayment(recurring, cashflow);
  }

  @FieldResolver(() => Turnover, { nullable: true, description: 'The pending entry, where there is one.' })
  turnover(@Root() { cashflow, pending }: Pick<ExpectedPaymentAnswer, 'cashflow' | 'pending'>): Turnover | null {
    return pending && toTurnover(cashflow.entryOf(pending));
  }
}

/** The root of OwnTransfer. */
interface OwnTransferAnswer {
  readonly cashflow: Cashflow;
  readonly account: Account;
  readonly counterpart: LedgerEntry | null;
}

/** The turnovers of all accounts are read once, however many entries ask: the entries make up for the cost of it. */
@Resolver(() => Turnover)
export class TurnoverCashflowResolver {
  @FieldResolver(() => OwnTransfer, {
    nullable: true,
    description:
      'The other side, where it is a transfer between two accounts of the same bank user. It takes the turnovers of all accounts.',
  })
  async ownTransfer(
    @Root() { entry, bankUserId }: TurnoverRoot,
    @Ctx() { cashflows }: GatewayContext,
  ): Promise<OwnTransfer | null> {
    const cashflow = await cashflows.of(bankUserId);
    const transfer = await cashflow.transferOf(entry);
    if (transfer === null) return null;
    return {
      cashflow,
      account: cashflow.accountOf(transfer.ledger),
      counterpart: transfer.counterpart,
    } satisfies OwnTransferAnswer;
  }

  @FieldResolver(() => RecurringPayment, {
    nullable: true,
    description: 'The recurring payment that it is an occurrence of. It takes the turnovers of all accounts.',
  })
  async recurringPayment(
    @Root() { entry, bankUserId }: TurnoverRoot,
    @Ctx() { cashflows }: GatewayContext,
  ): Promise<RecurringPayment | null> {
    const cashflow = await cashflows.of(bankUserId);
    const found = await cashflow.recurringOf(entry);
    return found && toRecurringPayment(found, cashflow);
  }
}

@Resolver(() => OwnTransfer)
export class OwnTransferResolver {
  @FieldResolver(() => Account, { description: 'The other account.' })
  account(@Root() { account }: OwnTransferAnswer): Account {
    return account;
  }

  @FieldResolver(() => Turnover, {
    nullable: true,
    description: 'The entry on the other account; null while it is not in that list.',
  })
  turnover(@Root() { cashflow, counterpart }: OwnTransferAnswer): Turnover | null {
    return counterpart && toTurnover(cashflow.entryOf(counterpart));
  }
}

function refused(message: string): GatewayError {
  return new GatewayError('BAD_USER_INPUT', { message });
}

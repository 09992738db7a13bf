import { Arg, Args, ArgsType, Ctx, Directive, Field, FieldResolver, Resolver, Root } from 'type-graphql';
import { daysBetween } from '../domain/berlin-time.js';
import { toMinorUnits } from '../domain/money.js';
import { GatewayError } from '../errors/gateway-error.js';
import type { GatewayContext } from '../operation/context.js';
import { incomplete } from '../operation/incomplete.js';
import { AccountType } from '../schema/account.enum.js';
import { Account } from '../schema/account.type.js';
import { BankUser } from '../schema/bank-user.type.js';
import { BalanceInterval } from '../schema/cashflow.enum.js';
import { BalanceHistory, BalanceTotals } from '../schema/cashflow.type.js';
import { UPSTREAM_CALL, UPSTREAM_CALL_PER_ACCOUNT } from '../schema/cost.js';
import { DateScalar } from '../schema/scalars/date.scalar.js';
import type { IncompleteAccount } from '../schema/turnover-list.type.js';
import { byCurrency, toAmount } from './cashflow.view.js';
import { accountsOf } from './connected-accounts.js';

/** Ten years. */
const MAX_DAYS = 3_660;

@ArgsType()
class BalanceHistoryArgs {
  @Field(() => DateScalar, { description: 'The first day; the history begins no earlier than it can be told.' })
  from!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The last day, at most ten years after the first; the day of the balance where left out.',
  })
  to?: string | null;

  @Field(() => BalanceInterval, { nullable: true, defaultValue: 'DAY', description: 'Of which days.' })
  interval?: BalanceInterval | null;
}

@Resolver(() => Account)
export class AccountBalanceHistoryResolver {
  @Directive(UPSTREAM_CALL)
  @FieldResolver(() => BalanceHistory, {
    nullable: true,
    description:
      "End-of-day balances, worked back from the bank's balance by the booked entries. Starts with the oldest day that can be told. Null where the bank states no balance.",
  })
  async balanceHistory(
    @Root() account: Account,
    @Ctx() { cashflows, answerSize }: GatewayContext,
    @Args(() => BalanceHistoryArgs) { from, to = null, interval }: BalanceHistoryArgs,
  ): Promise<BalanceHistory | null> {
    if (to !== null && daysBetween(from, to) > MAX_DAYS) throw refused('A history has at most ten years.');
    const history = await cashflows.balanceHistory(account, { from, to, interval: interval ?? 'DAY' });
    if (history === null) return null;
    const { points, currency, coveredFrom, isExact } = history;
    answerSize.countObjects(points.length);
    return {
      points: points.map(({ date, minor }) => ({ date, amount: toAmount(minor, currency) })),
      coveredFrom,
      isExact,
    };
  }
}

@Resolver(() => BankUser)
export class BankUserBalanceTotalsResolver {
  @Directive(UPSTREAM_CALL_PER_ACCOUNT)
  @FieldResolver(() => BalanceTotals, {
    nullable: true,
    description:
      'What there is over all accounts, one sum per currency, as of the last syncs. Accounts without a balance are named.',
  })
  async balanceTotals(
    @Root() { xs2aId }: BankUser,
    @Ctx() { sources }: GatewayContext,
    @Arg('types', () => [AccountType], {
      nullable: true,
      description: 'Only accounts of any of these types; at most 20.',
    })
    types?: AccountType[] | null,
    @Arg('connected', () => Boolean, {
      nullable: true,
      defaultValue: true,
      description:
        'true leaves out accounts whose connection is gone, which may count twice beside their successors; false leaves out all others; null takes all.',
    })
    connected?: boolean | null,
  ): Promise<BalanceTotals> {
    const accounts = await accountsOf(xs2aId, types ?? null, connected ?? null, sources);
    const sums = new Map<string | null, bigint>();
    const incompleteAccounts: IncompleteAccount[] = [];
    const add = async (account: Account): Promise<void> => {
      const { amount } = await sources.balances.of(account);
      const { value, currency } = amount ?? { value: null, currency: null };
      const minor = toMinorUnits(value, currency);
      if (minor === null) throw new GatewayError('NOT_FOUND');
      sums.set(currency, (sums.get(currency) ?? 0n) + BigInt(minor));
    };
    await Promise.all(
      accounts.map((account) =>
        add(account).catch((error: unknown) => void incompleteAccounts.push(incomplete(account, error))),
      ),
    );
    return { totals: byCurrency(sums).map(([currency, minor]) => toAmount(minor, currency)), incompleteAccounts };
  }
}

function refused(message: string): GatewayError {
  return new GatewayError('BAD_USER_INPUT', { message });
}

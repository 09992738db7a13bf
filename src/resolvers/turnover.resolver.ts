import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Directive, FieldResolver, ID, Info, Int, Query, Resolver, Root } from 'type-graphql';
import type { GatewayContext } from '../operation/context.js';
import { notFound } from '../domain/global-id.js';
import { Account } from '../schema/account.type.js';
import { BankUser } from '../schema/bank-user.type.js';
import { connectionPagedBy, UPSTREAM_CALL, UPSTREAM_CALL_PER_ACCOUNT, usually } from '../schema/cost.js';
import { PageInfo } from '../schema/page-info.type.js';
import { DateTimeScalar } from '../schema/scalars/date-time.scalar.js';
import { IncompleteAccount, TurnoverConnection, TurnoverEdge } from '../schema/turnover-list.type.js';
import { TurnoverGroup, TurnoverTotals } from '../schema/turnover-totals.type.js';
import { TurnoverGrouping } from '../schema/turnover.enum.js';
import { Turnover } from '../schema/turnover.type.js';
import { SelectedFields } from './selected-fields.js';
import { RequireCaller } from './callers.js';
import { whereConnected } from './connected-accounts.js';
import type { TurnoverAnswer } from '../operation/turnover-service.js';
import { AccountTurnoversArgs, BankUserTurnoversArgs } from './turnover.args.js';
import { toEdge, toTotals, toTurnover } from './turnover.view.js';

/** Not a class: type-graphql would convert the value to an instance and lose its getters. */
type OwnedEntry = Pick<Turnover, 'bankUserId' | 'accountXs2aId'>;

@Resolver(() => Account)
export class AccountTurnoversResolver {
  @Directive(UPSTREAM_CALL)
  @Directive(connectionPagedBy(['first', 'last'], 50))
  @FieldResolver(() => TurnoverConnection, {
    nullable: true,
    description: 'The turnovers of the account, filtered, sorted and paged by the gateway.',
  })
  turnovers(
    @Root() account: Account,
    @Ctx() { turnoverAnswers }: GatewayContext,
    @Args(() => AccountTurnoversArgs) args: AccountTurnoversArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<TurnoverConnection> {
    const takesAll = SelectedFields.below(info).takesAllTurnovers;
    return turnoverAnswers.ofAccount(account, { takesAll, ...args });
  }
}

@Resolver(() => BankUser)
export class BankUserTurnoversResolver {
  @Directive(UPSTREAM_CALL_PER_ACCOUNT)
  @Directive(connectionPagedBy(['first'], 50))
  @FieldResolver(() => TurnoverConnection, {
    nullable: true,
    description: 'Turnovers of all accounts (or the given ones), merged and sorted.',
  })
  async turnovers(
    @Root() { xs2aId: bankUserId }: BankUser,
    @Ctx() { access, sources, turnoverAnswers }: GatewayContext,
    @Args(() => BankUserTurnoversArgs) { accountIds, connected = null, ...args }: BankUserTurnoversArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<TurnoverConnection> {
    const named = accountIds?.map((id) => access.ownedBy(bankUserId, 'Account', id)) ?? null;
    const scope = { bankUserId, accountIds: named && [...new Set(named.map(({ xs2aId }) => xs2aId))], connected };
    const findAccounts = async () => {
      const accounts =
        scope.accountIds === null
          ? await sources.accounts.ofBankUser(bankUserId)
          : await sources.accounts.getAll(bankUserId, scope.accountIds);
      return whereConnected(accounts, connected, sources);
    };
    const takesAll = SelectedFields.below(info).takesAllTurnovers;
    return turnoverAnswers.ofAccounts(scope, findAccounts, { takesAll, ...args });
  }
}

@Resolver(() => TurnoverConnection)
export class TurnoverConnectionResolver {
  @FieldResolver(() => [TurnoverEdge], { description: 'The entries of this page, with their cursors.' })
  edges(@Root() { page }: TurnoverAnswer): TurnoverEdge[] {
    return page.edges.map(toEdge);
  }

  @FieldResolver(() => [Turnover], { description: 'The entries of this page, without cursors.' })
  nodes(@Root() { page }: TurnoverAnswer): Turnover[] {
    return page.nodes.map(toTurnover);
  }

  @FieldResolver(() => PageInfo, { description: 'Whether there is more on either side, and from where to go on.' })
  pageInfo(@Root() { page }: TurnoverAnswer): PageInfo {
    return page.pageInfo;
  }

  @FieldResolver(() => Int, {
    description:
      'Of everything that matches, not of the page. Counts canceled entries too, which totals and groups leave out unless the filter names their status.',
  })
  totalCount(@Root() { selection }: TurnoverAnswer): number {
    return selection.totalCount;
  }

  @Directive(usually(2))
  @FieldResolver(() => [TurnoverTotals], {
    description:
      'Over everything that matches, not the page: one per currency, never summed across currencies. Without canceled entries unless the filter names their status.',
  })
  async totals(@Root() { selection }: TurnoverAnswer): Promise<TurnoverTotals[]> {
    return (await selection.totals()).map(toTotals);
  }

  @Directive(usually(50))
  @FieldResolver(() => [TurnoverGroup], {
    description:
      'Everything that matches, divided. Months, weeks and days come newest first, everything else by count, then by key. Without canceled entries unless the filter names their status.',
  })
  async groups(
    @Root() { selection }: TurnoverAnswer,
    @Arg('by', () => TurnoverGrouping, { description: 'What the turnovers of a group have in common.' })
    by: TurnoverGrouping,
  ): Promise<TurnoverGroup[]> {
    return (await selection.groups(by)).map(({ key, totals }) => ({ key, totals: totals.map(toTotals) }));
  }

  @FieldResolver(() => DateTimeScalar, {
    nullable: true,
    description: 'When XS2A last read the list at the bank; the oldest of them where there are several accounts.',
  })
  asOf(@Root() { asOf }: TurnoverAnswer): string | null {
    return asOf;
  }

  @FieldResolver(() => Int, {
    description:
      'Rows in the range asked for that XS2A answered and the gateway cannot understand: they are missing from everything here.',
  })
  unreadableCount(@Root() { unreadableCount }: TurnoverAnswer): number {
    return unreadableCount;
  }

  @Directive(usually(1))
  @FieldResolver(() => [IncompleteAccount], {
    description: 'Accounts whose turnovers could not be read and are missing here.',
  })
  incompleteAccounts(@Root() { incompleteAccounts }: TurnoverAnswer): IncompleteAccount[] {
    return [...incompleteAccounts];
  }
}

@Resolver(() => Turnover)
export class TurnoverResolver {
  @RequireCaller('AUTHENTICATED', 'read')
  @Directive(UPSTREAM_CALL)
  @Query(() => Turnover, {
    nullable: true,
    description:
      'One turnover by its id, or by an id that it had before (`matchKeys`). A missing one and a foreign one get the same answer.',
  })
  async turnover(
    @Ctx() { access, turnoverAnswers }: GatewayContext,
    @Arg('id', () => ID, { description: 'The `id` of a Turnover.' }) id: string,
  ): Promise<Turnover> {
    const ref = access.findTurnover(id);
    if (ref === undefined) throw notFound();
    return toTurnover(await turnoverAnswers.find(ref));
  }

  @FieldResolver(() => Account, { description: 'The account it is an entry of.' })
  async account(
    @Root() { bankUserId, accountXs2aId }: OwnedEntry,
    @Ctx() { sources }: GatewayContext,
  ): Promise<Account> {
    return sources.accounts.get({ bankUserId, xs2aId: accountXs2aId });
  }
}

@Resolver(() => IncompleteAccount)
export class IncompleteAccountResolver {
  @FieldResolver(() => Account, { description: 'The account.' })
  async account(
    @Root() { bankUserId, accountXs2aId }: IncompleteAccount,
    @Ctx() { sources }: GatewayContext,
  ): Promise<Account> {
    return sources.accounts.get({ bankUserId, xs2aId: accountXs2aId });
  }
}

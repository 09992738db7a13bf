import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Directive, FieldResolver, ID, Info, Int, Query, Resolver, Root } from 'type-graphql';
import type { GatewayContext } from '../operation/context.js';
import { prefetch } from '../datasources/reads/prefetch.js';
import { decodeBankUserCursor, toBankUserConnection } from './bank-user.page.js';
import { AccountType } from '../schema/account.enum.js';
import { Account } from '../schema/account.type.js';
import { BankConnection } from '../schema/bank-connection.type.js';
import { BankUserConnection } from '../schema/bank-user-list.type.js';
import { BankUser } from '../schema/bank-user.type.js';
import { connectionPagedBy, UPSTREAM_CALL, usually } from '../schema/cost.js';
import { BankUsersArgs } from './bank-user.args.js';
import { RequireCaller } from './callers.js';
import { accountsOf } from './connected-accounts.js';
import { pageSize } from './page-size.js';
import { readAheadOfBankUser } from './read-ahead.js';

@Resolver(() => BankUser)
export class BankUserResolver {
  @RequireCaller('AUTHENTICATED', 'read', 'users')
  @Directive(UPSTREAM_CALL)
  @Query(() => BankUser, {
    nullable: true,
    description: "The bank user that the caller's token stands for; null for a service caller.",
  })
  async viewer(@Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo): Promise<BankUser | null> {
    const bankUserId = context.access.ownBankUserId;
    return bankUserId === undefined ? null : findBankUser(bankUserId, info, context);
  }

  @RequireCaller('AUTHENTICATED', 'read', 'users')
  @Directive(UPSTREAM_CALL)
  @Query(() => BankUser, {
    nullable: true,
    description: 'One bank user. A caller who is a bank user finds nobody but themselves.',
  })
  async bankUser(
    @Ctx() context: GatewayContext,
    @Arg('id', () => ID, { description: 'The `id` of a BankUser.' }) id: string,
    @Info() info: GraphQLResolveInfo,
  ): Promise<BankUser> {
    return findBankUser(context.access.bankUser(id).bankUserId, info, context);
  }

  @RequireCaller('SERVICE', 'read', 'users')
  @Directive(UPSTREAM_CALL)
  @Directive(connectionPagedBy(['first'], 20))
  @Query(() => BankUserConnection, {
    nullable: true,
    description:
      'All bank users of the API key. For service callers only. XS2A numbers the pages of this list, so bank users who come or go while you page can shift it.',
  })
  async bankUsers(
    @Ctx() { sources }: GatewayContext,
    @Args(() => BankUsersArgs) { first, after }: BankUsersArgs,
  ): Promise<BankUserConnection> {
    const position = after == null ? undefined : decodeBankUserCursor(after);
    return toBankUserConnection(await sources.bankUsers.page(pageSize(first ?? 20), position), position);
  }

  @FieldResolver()
  async name(@Root() bankUser: BankUser, @Ctx() context: GatewayContext): Promise<string | null> {
    return (await complete(bankUser, context)).name ?? null;
  }

  @FieldResolver()
  async email(@Root() bankUser: BankUser, @Ctx() context: GatewayContext): Promise<string | null> {
    return (await complete(bankUser, context)).email ?? null;
  }

  @FieldResolver()
  async testMode(@Root() bankUser: BankUser, @Ctx() context: GatewayContext): Promise<boolean | null> {
    return (await complete(bankUser, context)).testMode ?? null;
  }

  @FieldResolver()
  async createdAt(@Root() bankUser: BankUser, @Ctx() context: GatewayContext): Promise<string | null> {
    return (await complete(bankUser, context)).createdAt ?? null;
  }

  @Directive(usually(5))
  @FieldResolver(() => [BankConnection], { nullable: true, description: 'The bank logins of this person.' })
  async connections(
    @Root() { xs2aId }: BankUser,
    @Ctx() { sources }: GatewayContext,
    @Arg('expiringWithinDays', () => Int, {
      nullable: true,
      description:
        'Only those whose consent ends within so many days, those already over included; those without a date are left out.',
    })
    expiringWithinDays?: number | null,
  ): Promise<BankConnection[]> {
    const connections = await sources.bankConnections.ofBankUser(xs2aId);
    if (expiringWithinDays == null) return connections;
    return connections.filter(
      ({ consent }) => consent.daysRemaining !== null && consent.daysRemaining <= expiringWithinDays,
    );
  }

  @Directive(usually(10))
  @FieldResolver(() => [Account], {
    nullable: true,
    description: 'Accounts over all connections, those of deleted connections included.',
  })
  async accounts(
    @Root() { xs2aId }: BankUser,
    @Ctx() { sources }: GatewayContext,
    @Arg('types', () => [AccountType], {
      nullable: true,
      description: 'Only accounts of any of these types; at most 20.',
    })
    types?: AccountType[] | null,
    @Arg('connected', () => Boolean, {
      nullable: true,
      description: 'true leaves out accounts whose connection is gone; false leaves out all others.',
    })
    connected?: boolean | null,
  ): Promise<readonly Account[]> {
    return accountsOf(xs2aId, types ?? null, connected ?? null, sources);
  }
}

function findBankUser(bankUserId: string, info: GraphQLResolveInfo, context: GatewayContext): Promise<BankUser> {
  const found = prefetch(() => context.sources.bankUsers.get(bankUserId));
  readAheadOfBankUser(info, bankUserId, context);
  return found;
}

/** Reads the bank user behind a reference (an id from a token or from an account's id) when more than the id is requested. */
async function complete(bankUser: BankUser, { sources }: GatewayContext): Promise<BankUser> {
  return bankUser.name === undefined ? sources.bankUsers.profileOf(bankUser.xs2aId) : bankUser;
}

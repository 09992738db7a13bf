import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Directive, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import type { GatewayContext } from '../operation/context.js';
import { bankUserReference } from '../datasources/bank-user.mapper.js';
import { Account } from '../schema/account.type.js';
import { Balance } from '../schema/balance.type.js';
import { BankConnection } from '../schema/bank-connection.type.js';
import { BankUser } from '../schema/bank-user.type.js';
import { UPSTREAM_CALL, usually } from '../schema/cost.js';
import { prefetch } from '../datasources/reads/prefetch.js';
import { RequireCaller } from './callers.js';
import { readAheadOfAccount } from './read-ahead.js';

@Resolver(() => Account)
export class AccountResolver {
  @RequireCaller('AUTHENTICATED', 'read')
  @Directive(UPSTREAM_CALL)
  @Query(() => Account, { nullable: true, description: 'One account.' })
  async account(
    @Ctx() context: GatewayContext,
    @Arg('id', () => ID, { description: 'The `id` of an Account.' }) id: string,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Account> {
    const { access, sources } = context;
    const ref = access.owned('Account', id);
    const found = prefetch(() => sources.accounts.get(ref));
    readAheadOfAccount(info, { ...ref, found }, context);
    return found;
  }

  @FieldResolver(() => BankUser, { description: 'Whose account it is.' })
  bankUser(@Root() { bankUserId }: Account): BankUser {
    return bankUserReference(bankUserId);
  }

  @FieldResolver(() => BankConnection, {
    nullable: true,
    description: 'Null when the connection was deleted without the account.',
  })
  async connection(
    @Root() { bankUserId, connectionXs2aId }: Account,
    @Ctx() { sources }: GatewayContext,
  ): Promise<BankConnection | null> {
    if (connectionXs2aId === null) return null;
    return (await sources.bankConnections.find({ bankUserId, xs2aId: connectionXs2aId })) ?? null;
  }

  @Directive(usually(1))
  @FieldResolver(() => [Account], {
    description:
      'Other accounts of this bank user with the same IBAN, such as the one that an earlier, deleted connection left. They would count twice in sums over all accounts.',
  })
  async duplicates(
    @Root() { bankUserId, xs2aId, iban }: Account,
    @Ctx() { sources }: GatewayContext,
  ): Promise<Account[]> {
    if (iban === null) return [];
    const accounts = await sources.accounts.ofBankUser(bankUserId);
    return accounts.filter((other) => other.iban === iban && other.xs2aId !== xs2aId);
  }

  @Directive(UPSTREAM_CALL)
  @FieldResolver(() => Balance, { nullable: true, description: 'The balance as of the last sync.' })
  balance(@Root() account: Account, @Ctx() { sources }: GatewayContext): Promise<Balance> {
    return sources.balances.of(account);
  }
}

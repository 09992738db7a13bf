import { Arg, Ctx, Directive, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import type { GatewayContext } from '../operation/context.js';
import { bankUserReference } from '../datasources/bank-user.mapper.js';
import { Account } from '../schema/account.type.js';
import { BankConnection, BankConnectionSync } from '../schema/bank-connection.type.js';
import { BankUser } from '../schema/bank-user.type.js';
import { UPSTREAM_CALL, usually } from '../schema/cost.js';
import { RequireCaller } from './callers.js';

@Resolver(() => BankConnection)
export class BankConnectionResolver {
  @RequireCaller('AUTHENTICATED', 'read', 'connections')
  @Directive(UPSTREAM_CALL)
  @Query(() => BankConnection, { nullable: true, description: 'One bank connection.' })
  async bankConnection(
    @Ctx() { access, sources }: GatewayContext,
    @Arg('id', () => ID, { description: 'The `id` of a BankConnection.' }) id: string,
  ): Promise<BankConnection> {
    return sources.bankConnections.get(access.owned('BankConnection', id));
  }

  @FieldResolver(() => BankUser, { description: 'Whose bank login it is.' })
  bankUser(@Root() { bankUserId }: BankConnection): BankUser {
    return bankUserReference(bankUserId);
  }

  @Directive(usually(5))
  @FieldResolver(() => [Account], { nullable: true, description: 'The accounts that were read through it.' })
  async accounts(@Root() connection: BankConnection, @Ctx() { sources }: GatewayContext): Promise<Account[]> {
    return sources.accounts.ofConnection(connection);
  }
}

@Resolver(() => BankConnectionSync)
export class BankConnectionSyncResolver {
  @FieldResolver(() => Int, {
    description:
      "Syncs without the person being there that may still be asked for today, a rolling 24 hours (of four, XS2A's own one " +
      'counted); 0 when there is none left.',
  })
  unattendedSyncsLeft(@Root() sync: BankConnectionSync, @Ctx() { sources }: GatewayContext): Promise<number> {
    return sources.bankConnections.unattendedSyncsLeft(sync);
  }
}

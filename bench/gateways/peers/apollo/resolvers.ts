import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { xs2aIdOf } from '../mapping.js';
import type { Context } from './context.js';
import {
  Account,
  Balance,
  BankConnection,
  BankUser,
  Turnover,
  TurnoverConnection,
  TurnoverGroup,
  TurnoverGrouping,
  TurnoverTotals,
} from './types.js';

@Resolver(() => BankUser)
export class BankUserResolver {
  @Query(() => BankUser, { nullable: true })
  viewer(@Ctx() { bank }: Context): BankUser {
    return { id: bank.userId };
  }

  @FieldResolver(() => [BankConnection], { nullable: true })
  connections(@Ctx() { bank }: Context): Promise<BankConnection[]> {
    return bank.connections() as Promise<BankConnection[]>;
  }

  @FieldResolver(() => [Account], { nullable: true })
  accounts(@Ctx() { bank }: Context): Promise<Account[]> {
    return bank.accounts() as Promise<Account[]>;
  }
}

@Resolver(() => BankConnection)
export class BankConnectionResolver {
  @FieldResolver(() => [Account], { nullable: true })
  accounts(@Root() { xs2aId }: BankConnection, @Ctx() { accounts }: Context): Promise<Account[]> {
    return accounts.load(xs2aId);
  }
}

@Resolver(() => Account)
export class AccountResolver {
  @Query(() => Account, { nullable: true })
  account(@Arg('id', () => ID) id: string, @Ctx() { bank }: Context): Promise<Account> {
    return bank.account(xs2aIdOf(id)) as Promise<Account>;
  }

  @FieldResolver(() => Balance, { nullable: true })
  balance(@Root() { xs2aId }: Account, @Ctx() { balances }: Context): Promise<Balance> {
    return balances.load(xs2aId);
  }

  @FieldResolver(() => TurnoverConnection, { nullable: true })
  async turnovers(
    @Root() { xs2aId }: Account,
    @Arg('first', () => Int, { defaultValue: 50 }) first: number,
    @Ctx() { turnovers }: Context,
  ): Promise<TurnoverConnection> {
    const list = await turnovers.load(xs2aId);
    return { list, first, totalCount: list.totalCount };
  }
}

@Resolver(() => TurnoverConnection)
export class TurnoverConnectionResolver {
  @FieldResolver(() => [Turnover])
  nodes(@Root() { list, first }: TurnoverConnection): Turnover[] {
    return list.first(first);
  }

  @FieldResolver(() => [TurnoverTotals])
  totals(@Root() { list }: TurnoverConnection): TurnoverTotals[] {
    return list.totals();
  }

  @FieldResolver(() => [TurnoverGroup])
  groups(
    @Root() { list }: TurnoverConnection,
    @Arg('by', () => TurnoverGrouping) by: TurnoverGrouping,
  ): TurnoverGroup[] {
    return list.groups(by);
  }
}

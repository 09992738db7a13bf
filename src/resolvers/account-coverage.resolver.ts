import { Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import type { GatewayContext } from '../operation/context.js';
import { Account } from '../schema/account.type.js';
import { UPSTREAM_CALL, usually } from '../schema/cost.js';
import { DateRange } from '../schema/date-range.type.js';
import { DateScalar } from '../schema/scalars/date.scalar.js';

@Resolver(() => Account)
export class AccountCoverageResolver {
  @Directive(UPSTREAM_CALL)
  @FieldResolver(() => DateScalar, {
    nullable: true,
    description:
      'The first day for which turnovers are known: the booking date of the oldest. Null when there are none.',
  })
  async coveredFrom(@Root() account: Account, @Ctx() { sources }: GatewayContext): Promise<string | null> {
    return sources.turnovers.coveredFrom(account);
  }

  @Directive(UPSTREAM_CALL)
  @Directive(usually(1))
  @FieldResolver(() => [DateRange], {
    nullable: true,
    description:
      'Times in which turnovers may be missing because no sync looked back that far, oldest first. A sync looks back 60 days at most, and ' +
      'XS2A does not tell when earlier syncs were. Listed are therefore: more than 31 days without a single entry, after the account was ' +
      'first read and out of reach of the last sync (they may just have been quiet); and, after more than 60 days without a sync, the ' +
      'days that the next one will not reach. A shorter gap between older entries cannot be detected.',
  })
  async possibleGaps(@Root() account: Account, @Ctx() { sources }: GatewayContext): Promise<DateRange[]> {
    return sources.turnovers.possibleGaps(account);
  }
}

import { Arg, Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import type { GatewayContext } from '../operation/context.js';
import { Account } from '../schema/account.type.js';
import { UPSTREAM_CALL, usually } from '../schema/cost.js';
import { TurnoverChanges, TurnoverMonth } from '../schema/turnover-changes.type.js';
import type { TurnoverChangesAnswer } from '../operation/turnover-service.js';
import { toTurnover } from './turnover.view.js';

@Resolver(() => Account)
export class AccountTurnoverChangesResolver {
  @Directive(UPSTREAM_CALL)
  @FieldResolver(() => TurnoverChanges, {
    nullable: true,
    description:
      'What has changed since a cursor, for whoever keeps a copy: every month that is not as it was, with all entries that it now has. ' +
      'Replace the month; that covers new, changed, moved and vanished entries alike. Nothing is remembered by the gateway: the cursor ' +
      'itself says what you have (a digest for each month). Months come oldest first; after an answer with `hasMore` go on with its cursor.',
  })
  async turnoverChanges(
    @Root() account: Account,
    @Ctx() { turnoverAnswers }: GatewayContext,
    @Arg('since', () => String, {
      nullable: true,
      description: 'The `cursor` of an earlier answer about this account; everything where left out.',
    })
    since?: string | null,
  ): Promise<TurnoverChanges> {
    return turnoverAnswers.changes(account, since ?? null);
  }
}

@Resolver(() => TurnoverChanges)
export class TurnoverChangesResolver {
  @Directive(usually(12))
  @FieldResolver(() => [TurnoverMonth], { description: 'The months that are not as the cursor says, oldest first.' })
  months(@Root() { months }: TurnoverChangesAnswer, @Ctx() { answerSize }: GatewayContext): TurnoverMonth[] {
    answerSize.countObjects(months.reduce((count, { entries }) => count + entries.length, 0));
    return months.map(({ month, entries }) => ({ month, turnovers: entries.map(toTurnover) }));
  }
}

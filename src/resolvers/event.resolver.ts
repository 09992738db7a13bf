import { Args, Ctx, Directive, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { bankUserReference } from '../datasources/bank-user.mapper.js';
import { GatewayError } from '../errors/gateway-error.js';
import type { GatewayContext } from '../operation/context.js';
import { BankUser } from '../schema/bank-user.type.js';
import { pagedBy } from '../schema/cost.js';
import { Xs2aEvent } from '../schema/xs2a-event.type.js';
import { RequireCaller } from './callers.js';
import { EventsArgs } from './event.args.js';
import { pageSize } from './page-size.js';

@Resolver(() => Xs2aEvent)
export class EventResolver {
  @RequireCaller('SERVICE', 'read')
  @Directive(pagedBy(['first'], 100))
  @Query(() => [Xs2aEvent], {
    nullable: true,
    description:
      'The events of XS2A in a time range, the newest first, for all bank users of the API key. Costs one upstream read per 100 events in the ' +
      'range, whatever `first` is: with more than 10,000 it is UPSTREAM_BUDGET_EXCEEDED, and a shorter range helps. For service callers only.',
  })
  async events(@Ctx() { sources }: GatewayContext, @Args(() => EventsArgs) args: EventsArgs): Promise<Xs2aEvent[]> {
    const { from, to, type, transactionId, first } = args;
    if (type != null && (type === '' || type.length > 100)) {
      throw new GatewayError('BAD_USER_INPUT', { message: '`type` has 1 to 100 characters.' });
    }
    return sources.events.list({
      from: instantOf(from),
      to: instantOf(to),
      type: type ?? undefined,
      transactionId: transactionId ?? undefined,
      first: pageSize(first ?? 100),
    });
  }

  @FieldResolver(() => BankUser, {
    nullable: true,
    description:
      'The bank user whose event it is; null if the gateway cannot tell. It knows the bank logins that it began within a day, and the ' +
      'connections that it has read lately.',
  })
  async bankUser(@Root() event: Xs2aEvent, @Ctx() { sources }: GatewayContext): Promise<BankUser | null> {
    const bankUserId = await sources.events.ownerOf(event);
    return bankUserId === undefined ? null : bankUserReference(bankUserId);
  }
}

function instantOf(text: string | null | undefined): Date | undefined {
  return text == null ? undefined : new Date(text);
}

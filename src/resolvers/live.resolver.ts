import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Directive, Resolver, Root, Subscription } from 'type-graphql';
import { notFound } from '../domain/global-id.js';
import { GatewayError } from '../errors/gateway-error.js';
import { connectionChanges, presentConnections, type ConnectionsById } from '../operation/connection-changes.js';
import type { GatewayContext } from '../operation/context.js';
import type { LiveEvent } from '../operation/subscription.js';
import { TurnoverFollower } from '../operation/turnover-follower.js';
import { BankConnectionChange } from '../schema/bank-connection-change.type.js';
import { UPSTREAM_CALL } from '../schema/cost.js';
import { TurnoverChanges } from '../schema/turnover-changes.type.js';
import { WizardSession } from '../schema/wizard-session.type.js';
import { BankConnectionChangedArgs, TurnoversChangedArgs } from './live.args.js';
import { requireCaller, RequireCaller } from './callers.js';

const CONNECTION_SCOPES = ['read', 'connections'] as const;

/** Executed for each event, whose value is the root. The functions in `subscribe` find the events. */
@Resolver()
export class LiveResolver {
  @RequireCaller('AUTHENTICATED', ...CONNECTION_SCOPES)
  @Directive(UPSTREAM_CALL)
  @Subscription(() => BankConnectionChange, {
    subscribe: followConnections,
    description:
      "Each time something about the bank user's connections changes; the present state of each first. " +
      'With `connectionId` it ends when the connection is deleted.',
  })
  bankConnectionChanged(
    @Root() change: BankConnectionChange,
    @Args(() => BankConnectionChangedArgs) _args: BankConnectionChangedArgs,
  ): BankConnectionChange {
    return change;
  }

  @RequireCaller('AUTHENTICATED', 'read')
  @Directive(UPSTREAM_CALL)
  @Subscription(() => TurnoverChanges, {
    subscribe: followTurnovers,
    description:
      'Each time a sync has changed the turnovers or the balance of an account (`months` is empty if only the balance has changed). ' +
      'With `since`, what you lack comes first, so that nothing is lost between two subscriptions: keep the `cursor` of the last event ' +
      'and give it as `since` the next time. Without `since`, the first event is the first change after the subscription has begun.',
  })
  turnoversChanged(
    @Root() changes: TurnoverChanges,
    @Args(() => TurnoversChangedArgs) _args: TurnoversChangedArgs,
  ): TurnoverChanges {
    return changes;
  }

  @RequireCaller('AUTHENTICATED', ...CONNECTION_SCOPES)
  @Directive(UPSTREAM_CALL)
  @Subscription(() => WizardSession, {
    subscribe: followWizardSession,
    description:
      'The progress of a bank login that takes place elsewhere, such as on a page of yours: its present state first. Ends with the login.',
  })
  wizardSessionChanged(
    @Root() session: WizardSession,
    @Arg('transactionId', () => String, { description: '`WizardSession.transactionId`.' }) _transactionId: string,
  ): WizardSession {
    return session;
  }
}

interface Subscribing<Args> {
  readonly args: Args;
  readonly context: GatewayContext;
  readonly info: GraphQLResolveInfo;
}

function followConnections({
  args,
  context,
  info,
}: Subscribing<BankConnectionChangedArgs>): AsyncGenerator<LiveEvent, void> {
  requireCaller(context, info, 'AUTHENTICATED', CONNECTION_SCOPES);
  const { bankUserId, xs2aId } = ownerOf(context, args.bankUserId, 'BankConnection', args.connectionId);
  let before: ConnectionsById | undefined;
  return subscriptionOf(context).ofConnections(bankUserId, ({ state }) => {
    const present = presentConnections(before, state);
    const isMissing = xs2aId !== undefined && !present.has(xs2aId);
    if (isMissing && before === undefined) throw notFound();
    const changes = connectionChanges(before, present).filter(
      ({ connectionId }) => args.connectionId == null || connectionId === args.connectionId,
    );
    before = present;
    return Promise.resolve({ values: changes, then: isMissing ? 'end' : 'next look' });
  });
}

function followTurnovers({ args, context, info }: Subscribing<TurnoversChangedArgs>): AsyncGenerator<LiveEvent, void> {
  requireCaller(context, info, 'AUTHENTICATED', ['read']);
  const { bankUserId, xs2aId } = ownerOf(context, args.bankUserId, 'Account', args.accountId);
  if (args.since != null && xs2aId === undefined) {
    throw new GatewayError('BAD_USER_INPUT', { message: '`since` is about one account: name it in `accountId`.' });
  }
  const follower = new TurnoverFollower(bankUserId, xs2aId, args.since ?? undefined);
  return subscriptionOf(context).ofConnections(bankUserId, (look, ofLook, at) => follower.find(look, ofLook, at));
}

async function followWizardSession({
  args,
  context,
  info,
}: Subscribing<{ readonly transactionId: string }>): Promise<AsyncGenerator<LiveEvent, void>> {
  requireCaller(context, info, 'AUTHENTICATED', CONNECTION_SCOPES);
  const session = await context.sources.wizardSessions.get(args.transactionId, context.access.ownBankUserId);
  let last = '';
  return subscriptionOf(context).ofSession(session, ({ state }) => {
    const present = JSON.stringify(state);
    const values = present === last ? [] : [state];
    last = present;
    return { values, then: state.finished === true ? 'end' : 'next look' };
  });
}

/** @throws GatewayError NOT_FOUND, BAD_USER_INPUT for a service that names nobody */
function ownerOf(
  { access }: GatewayContext,
  bankUserId: string | null | undefined,
  type: 'BankConnection' | 'Account',
  id: string | null | undefined,
): { readonly bankUserId: string; readonly xs2aId?: string } {
  const bankUser = bankUserId == null ? undefined : access.bankUser(bankUserId);
  if (id != null) return bankUser ? access.ownedBy(bankUser.bankUserId, type, id) : access.owned(type, id);
  const owner = bankUser?.bankUserId ?? access.ownBankUserId;
  if (owner === undefined) throw new GatewayError('BAD_USER_INPUT', { message: 'A service names the bank user.' });
  return { bankUserId: owner };
}

/** @throws TypeError when the transport has none, which is refused before */
function subscriptionOf({ subscription }: GatewayContext) {
  if (subscription === undefined) throw new TypeError('A subscription over a transport without subscriptions');
  return subscription;
}

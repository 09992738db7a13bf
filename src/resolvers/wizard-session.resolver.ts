import { Arg, Ctx, Directive, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { GatewayContext } from '../operation/context.js';
import { BankConnection } from '../schema/bank-connection.type.js';
import { UPSTREAM_CALL } from '../schema/cost.js';
import { WizardSession } from '../schema/wizard-session.type.js';
import { RequireCaller } from './callers.js';

@Resolver(() => WizardSession)
export class WizardSessionResolver {
  @RequireCaller('AUTHENTICATED', 'read', 'connections')
  @Directive(UPSTREAM_CALL)
  @Query(() => WizardSession, {
    nullable: true,
    description:
      'How far the person has come in the bank login that `createBankConnection`, a sync or a reset began. It can be followed ' +
      'for a day; later only where a connection came of it, and by the bank user alone.',
  })
  async wizardSession(
    @Ctx() { access, sources }: GatewayContext,
    @Arg('transactionId', () => String, { description: '`WizardSession.transactionId`.' }) transactionId: string,
  ): Promise<WizardSession> {
    return sources.wizardSessions.get(transactionId, access.ownBankUserId);
  }

  @FieldResolver(() => BankConnection, {
    nullable: true,
    description: 'The connection that came of it, or was logged in to anew. Null until the session has finished.',
  })
  async connection(@Root() session: WizardSession, @Ctx() { sources }: GatewayContext): Promise<BankConnection | null> {
    return sources.wizardSessions.connectionOf(session);
  }
}

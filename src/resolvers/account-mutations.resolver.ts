import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { GatewayContext } from '../operation/context.js';
import { DeleteInput } from '../schema/mutations/delete.input.js';
import { DeleteResult } from '../schema/mutations/delete.result.js';
import { MarkTurnoversSeenInput } from '../schema/mutations/mark-turnovers-seen.input.js';
import { MarkTurnoversSeenResult } from '../schema/mutations/mark-turnovers-seen.result.js';
import { notFoundError } from '../schema/user-error.js';
import { RequireCaller } from './callers.js';
import { orNotFound } from './expected.js';

@Resolver()
export class AccountMutationsResolver {
  @RequireCaller('AUTHENTICATED', 'accounts')
  @Mutation(() => DeleteResult, { description: 'Deletes an account with its turnovers, for good.' })
  async deleteAccount(
    @Ctx() { access, sources }: GatewayContext,
    @Arg('input', () => DeleteInput) { id }: DeleteInput,
  ): Promise<DeleteResult> {
    const ref = access.findOwned('Account', id);
    if (ref === undefined) return notFoundError();
    return orNotFound(sources.accounts.delete(ref).then(() => ({ __typename: 'DeleteSuccess', deletedId: id })));
  }

  @RequireCaller('AUTHENTICATED', 'accounts')
  @Mutation(() => MarkTurnoversSeenResult, {
    description: "Marks an account's turnovers as seen, so that they are no longer new.",
  })
  async markTurnoversSeen(
    @Ctx() { access, sources }: GatewayContext,
    @Arg('input', () => MarkTurnoversSeenInput) { accountId, upTo }: MarkTurnoversSeenInput,
  ): Promise<MarkTurnoversSeenResult> {
    const ref = access.findOwned('Account', accountId);
    if (ref === undefined) return notFoundError();
    const mark = async () => {
      await sources.accounts.markTurnoversSeen(ref, upTo ?? null);
      return { __typename: 'MarkTurnoversSeenSuccess' as const, account: await sources.accounts.get(ref) };
    };
    return orNotFound(mark());
  }
}

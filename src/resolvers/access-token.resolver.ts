import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { GatewayContext } from '../operation/context.js';
import { CreateAccessTokenInput } from '../schema/mutations/create-access-token.input.js';
import { CreateAccessTokenResult } from '../schema/mutations/create-access-token.result.js';
import { DeleteResult } from '../schema/mutations/delete.result.js';
import { RevokeAccessTokenInput } from '../schema/mutations/revoke-access-token.input.js';
import { invalidInputError, notFoundError } from '../schema/user-error.js';
import { RequireCaller } from './callers.js';
import { orNotFound } from './expected.js';
import { NEW_ACCESS_TOKEN, orInvalidInput } from './input-faults.js';

@Resolver()
export class AccessTokenResolver {
  @RequireCaller('SERVICE', 'tokens')
  @Mutation(() => CreateAccessTokenResult, {
    description:
      'Creates a raw XS2A token for an app that talks to XS2A directly. It ends at `validUntil`, within an hour. For service ' +
      'callers only.',
  })
  async createAccessToken(
    @Ctx() { access, sources }: GatewayContext,
    @Arg('input', () => CreateAccessTokenInput) input: CreateAccessTokenInput,
  ): Promise<CreateAccessTokenResult> {
    const ref = access.findBankUser(input.bankUserId);
    if (ref === undefined) return notFoundError();
    const end = new Date(input.validUntil);
    if (!sources.accessTokens.canEndAt(end)) {
      return invalidInputError([
        { path: ['validUntil'], message: 'Must be in the future, and at most one hour ahead.' },
      ]);
    }
    const create = async () => {
      const accessToken = await sources.accessTokens.create(ref.bankUserId, end);
      return { __typename: 'CreateAccessTokenSuccess' as const, accessToken };
    };
    return orNotFound(orInvalidInput(create(), NEW_ACCESS_TOKEN));
  }

  @RequireCaller('SERVICE', 'tokens')
  @Mutation(() => DeleteResult, {
    description: 'Ends a raw XS2A token at once. For service callers only.',
  })
  async revokeAccessToken(
    @Ctx() { access, sources }: GatewayContext,
    @Arg('input', () => RevokeAccessTokenInput) { bankUserId, tokenId }: RevokeAccessTokenInput,
  ): Promise<DeleteResult> {
    const ref = access.findBankUser(bankUserId);
    if (ref === undefined) return notFoundError();
    const revoke = async () => {
      await sources.accessTokens.revoke(ref.bankUserId, tokenId);
      return { __typename: 'DeleteSuccess' as const, deletedId: tokenId };
    };
    return orNotFound(revoke());
  }
}

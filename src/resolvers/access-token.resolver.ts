import { Arg, Ctx, Directive, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { Permissions } from '../auth/access.js';
import type { AccessTokenSource } from '../datasources/access-token.source.js';
import type { GatewayContext } from '../operation/context.js';
import { AccessToken } from '../schema/access-token.type.js';
import { BankUser } from '../schema/bank-user.type.js';
import { usually } from '../schema/cost.js';
import { CreateAccessTokenInput } from '../schema/mutations/create-access-token.input.js';
import { CreateAccessTokenResult } from '../schema/mutations/create-access-token.result.js';
import { DeleteResult } from '../schema/mutations/delete.result.js';
import { RenewAccessTokenInput } from '../schema/mutations/renew-access-token.input.js';
import { RevokeAccessTokenInput } from '../schema/mutations/revoke-access-token.input.js';
import { invalidInputError, notFoundError } from '../schema/user-error.js';
import { RequireCaller } from './callers.js';
import { orNotFound } from './expected.js';
import { NEW_ACCESS_TOKEN, orInvalidInput } from './input-faults.js';

@Resolver(() => BankUser)
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
    const { accessTokens } = sources;
    const create = (bankUserId: string, end: Date) => accessTokens.create(bankUserId, end);
    return withEnd(input, access, accessTokens, create);
  }

  @RequireCaller('SERVICE', 'tokens')
  @Mutation(() => CreateAccessTokenResult, {
    description:
      'Moves the end of a raw XS2A token. XS2A may give it another text: use the one in the answer. For service callers only.',
  })
  async renewAccessToken(
    @Ctx() { access, sources }: GatewayContext,
    @Arg('input', () => RenewAccessTokenInput) input: RenewAccessTokenInput,
  ): Promise<CreateAccessTokenResult> {
    const { accessTokens } = sources;
    const renew = (bankUserId: string, end: Date) => accessTokens.renew(bankUserId, input.tokenId, end);
    return withEnd(input, access, accessTokens, renew);
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

  @RequireCaller('SERVICE', 'read', 'tokens')
  @Directive(usually(5))
  @FieldResolver(() => [AccessToken], {
    nullable: true,
    description:
      "The bank user's raw access tokens at XS2A, without the tokens themselves. The one that the gateway reads with is among them, and can be " +
      'renewed and revoked like any other: the gateway then takes a new one. For service callers only.',
  })
  async accessTokens(@Root() { xs2aId }: BankUser, @Ctx() { sources }: GatewayContext): Promise<AccessToken[]> {
    return sources.accessTokens.ofBankUser(xs2aId);
  }
}

/** A token that ends when the input says, of the bank user whom it names. */
async function withEnd(
  input: { readonly bankUserId: string; readonly validUntil: string },
  access: Permissions,
  accessTokens: AccessTokenSource,
  make: (bankUserId: string, end: Date) => Promise<AccessToken>,
): Promise<CreateAccessTokenResult> {
  const ref = access.findBankUser(input.bankUserId);
  if (ref === undefined) return notFoundError();
  const end = new Date(input.validUntil);
  if (!accessTokens.canEndAt(end)) {
    return invalidInputError([{ path: ['validUntil'], message: 'Must be in the future, and at most one hour ahead.' }]);
  }
  const made = async () => {
    const accessToken = await make(ref.bankUserId, end);
    return { __typename: 'CreateAccessTokenSuccess' as const, accessToken };
  };
  return orNotFound(orInvalidInput(made(), NEW_ACCESS_TOKEN));
}

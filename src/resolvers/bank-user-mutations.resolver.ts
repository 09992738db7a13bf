import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { GatewayContext } from '../operation/context.js';
import { bankUserReference } from '../datasources/bank-user.mapper.js';
import { CreateBankUserInput } from '../schema/mutations/create-bank-user.input.js';
import { CreateBankUserResult } from '../schema/mutations/create-bank-user.result.js';
import { DeleteInput } from '../schema/mutations/delete.input.js';
import { DeleteResult } from '../schema/mutations/delete.result.js';
import type { BankUser } from '../schema/bank-user.type.js';
import { invalidInputError, notFoundError } from '../schema/user-error.js';
import { RequireCaller } from './callers.js';
import { orNotFound } from './expected.js';
import { faultsOfNewBankUser, NEW_BANK_USER, orInvalidInput } from './input-faults.js';

@Resolver()
export class BankUserMutationsResolver {
  @RequireCaller('SERVICE', 'users')
  @Mutation(() => CreateBankUserResult, { description: 'Creates a bank user. For service callers only.' })
  async createBankUser(
    @Ctx() { sources, idempotentWrites }: GatewayContext,
    @Arg('input', () => CreateBankUserInput) input: CreateBankUserInput,
  ): Promise<CreateBankUserResult> {
    const faults = faultsOfNewBankUser(input);
    if (faults.length > 0) return invalidInputError(faults);
    const create = async () => {
      const bankUser = await sources.bankUsers.create(input.name, input.email);
      return { result: created(bankUser, false), keep: bankUser.xs2aId };
    };
    const replay = (xs2aId: string) => Promise.resolve(created(bankUserReference(xs2aId), true));
    return orInvalidInput(idempotentWrites.run('createBankUser', input, create, replay), NEW_BANK_USER);
  }

  @RequireCaller('SERVICE', 'users')
  @Mutation(() => DeleteResult, {
    description:
      'Deletes a bank user with all connections, accounts and turnovers, for good. For service callers only.',
  })
  async deleteBankUser(
    @Ctx() { access, sources }: GatewayContext,
    @Arg('input', () => DeleteInput) { id }: DeleteInput,
  ): Promise<DeleteResult> {
    const ref = access.findBankUser(id);
    if (ref === undefined) return notFoundError();
    return orNotFound(
      sources.bankUsers.delete(ref.bankUserId).then(() => ({ __typename: 'DeleteSuccess', deletedId: id })),
    );
  }
}

function created(bankUser: BankUser, wasReplayed: boolean): CreateBankUserResult {
  return { __typename: 'CreateBankUserSuccess', bankUser, wasReplayed };
}

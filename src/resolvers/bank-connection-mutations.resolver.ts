import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { GatewayContext } from '../operation/context.js';
import type { NewConnection } from '../datasources/bank-connection.source.js';
import { CreateBankConnectionInput } from '../schema/mutations/create-bank-connection.input.js';
import { CreateBankConnectionResult } from '../schema/mutations/create-bank-connection.result.js';
import { DeleteInput } from '../schema/mutations/delete.input.js';
import { DeleteResult } from '../schema/mutations/delete.result.js';
import { ResetBankConnectionInput } from '../schema/mutations/reset-bank-connection.input.js';
import { ResetBankConnectionResult } from '../schema/mutations/reset-bank-connection.result.js';
import { SyncBankConnectionInput } from '../schema/mutations/sync-bank-connection.input.js';
import { SyncBankConnectionResult } from '../schema/mutations/sync-bank-connection.result.js';
import type { WizardSession } from '../schema/wizard-session.type.js';
import { bankConnectionDisabledError, invalidInputError, notFoundError } from '../schema/user-error.js';
import { RequireCaller } from './callers.js';
import { orNotFound } from './expected.js';
import { faultsOfNewConnection, missingBankUser, NEW_CONNECTION, orInvalidInput } from './input-faults.js';
import { syncConnection } from './sync-connection.js';
import { toStoredSync, replaySync, type StoredSync } from './sync-replay.js';
import { toStoredSession, replaySession, type StoredSession } from './wizard-session-replay.js';

@Resolver()
export class BankConnectionMutationsResolver {
  @RequireCaller('AUTHENTICATED', 'connections')
  @Mutation(() => CreateBankConnectionResult, {
    description: 'Begins the login at a bank. The connection exists once the person has finished that login.',
  })
  async createBankConnection(
    @Ctx() { access, sources, idempotentWrites }: GatewayContext,
    @Arg('input', () => CreateBankConnectionInput) input: CreateBankConnectionInput,
  ): Promise<CreateBankConnectionResult> {
    const named = input.bankUserId == null ? undefined : access.findBankUser(input.bankUserId);
    if (input.bankUserId != null && named === undefined) return notFoundError();
    const bankUserId = named?.bankUserId ?? access.ownBankUserId;
    const faults = faultsOfNewConnection(input);
    if (bankUserId === undefined) faults.unshift(missingBankUser());
    if (bankUserId === undefined || faults.length > 0) return invalidInputError(faults);
    const keyed = { ...input, bankUserId };
    const create = async () => {
      const session = await sources.bankConnections.create(bankUserId, toNewConnection(input));
      return { result: begun(session, false), keep: toStoredSession(session, bankUserId) };
    };
    const replay = async (stored: StoredSession) => begun(await replaySession(stored, sources.wizardSessions), true);
    return orNotFound(
      orInvalidInput(idempotentWrites.run('createBankConnection', keyed, create, replay), NEW_CONNECTION),
    );
  }

  @RequireCaller('AUTHENTICATED', 'connections')
  @Mutation(() => SyncBankConnectionResult, {
    description: 'Fetches new balances and turnovers at the bank, now, or begins the login that this needs.',
  })
  async syncBankConnection(
    @Ctx() { access, sources, idempotentWrites }: GatewayContext,
    @Arg('input', () => SyncBankConnectionInput) input: SyncBankConnectionInput,
  ): Promise<SyncBankConnectionResult> {
    const ref = access.findOwned('BankConnection', input.id);
    if (ref === undefined) return notFoundError();
    const sync = async () => {
      const result = await syncConnection(ref, input, sources.bankConnections);
      return { result, keep: toStoredSync(result) };
    };
    return orNotFound(
      idempotentWrites.run('syncBankConnection', input, sync, (stored: StoredSync) => replaySync(ref, stored, sources)),
    );
  }

  @RequireCaller('AUTHENTICATED', 'connections')
  @Mutation(() => ResetBankConnectionResult, {
    description:
      'Begins the bank login anew, whatever the sync mode: renews the consent and ends a row of failures. A disabled connection cannot be reset.',
  })
  async resetBankConnection(
    @Ctx() { access, sources }: GatewayContext,
    @Arg('input', () => ResetBankConnectionInput) { id }: ResetBankConnectionInput,
  ): Promise<ResetBankConnectionResult> {
    const ref = access.findOwned('BankConnection', id);
    if (ref === undefined) return notFoundError();
    const reset = async () => {
      const connection = await sources.bankConnections.getAnew(ref);
      if (connection.status === 'DISABLED') return bankConnectionDisabledError(connection);
      const wizardSession = await sources.bankConnections.reset(connection);
      return { __typename: 'SyncNeedsUser' as const, connection, wizardSession };
    };
    return orNotFound(reset());
  }

  @RequireCaller('AUTHENTICATED', 'connections')
  @Mutation(() => DeleteResult, { description: 'Deletes a bank connection, for good. Its accounts can outlive it.' })
  async deleteBankConnection(
    @Ctx() { access, sources }: GatewayContext,
    @Arg('input', () => DeleteInput) { id }: DeleteInput,
  ): Promise<DeleteResult> {
    const ref = access.findOwned('BankConnection', id);
    if (ref === undefined) return notFoundError();
    return orNotFound(sources.bankConnections.delete(ref).then(() => ({ __typename: 'DeleteSuccess', deletedId: id })));
  }
}

function begun(wizardSession: WizardSession, wasReplayed: boolean): CreateBankConnectionResult {
  return { __typename: 'CreateBankConnectionSuccess', wizardSession, wasReplayed };
}

function toNewConnection(input: CreateBankConnectionInput): NewConnection {
  return {
    syncMode: input.syncMode ?? 'FULL',
    bic: input.bic?.toUpperCase(),
    country: input.country ?? undefined,
    historyDays: input.historyDays ?? undefined,
    limitDays: input.limitDays ?? undefined,
    accountSelection: input.accountSelection ?? undefined,
    language: input.language ?? undefined,
    fintsProductId: input.fintsProductId ?? undefined,
  };
}

import { createUnionType, Field, Int, ObjectType } from 'type-graphql';
import { BankConnection } from '../bank-connection.type.js';
import { DateTimeScalar } from '../scalars/date-time.scalar.js';
import { typeName } from '../type-name.js';
import {
  BankConnectionDisabledError,
  CredentialShareRequiredError,
  IdempotencyConflictError,
  LastAttemptError,
  NotFoundError,
  SyncFailedBeforeError,
  SyncLimitReachedError,
} from '../user-error.type.js';
import { WizardSession } from '../wizard-session.type.js';

@ObjectType({
  description:
    'The sync runs in the background. It has ended when `sync.lastSyncedAt` or `sync.consecutiveFailures` of the connection moves.',
})
export class SyncStarted {
  readonly __typename!: 'SyncStarted';

  @Field(() => BankConnection, { description: 'The connection as it was before the sync: compare with its `sync`.' })
  connection!: BankConnection;

  @Field(() => DateTimeScalar, { description: 'When the gateway asked XS2A for it.' })
  requestedAt!: string;

  @Field(() => Int, {
    description: 'Milliseconds: read `bankConnection` again after this long, until the sync has ended.',
  })
  pollAfterMs!: number;
}

@ObjectType({ description: 'The person has to log in at the bank; nothing is synced until then.' })
export class SyncNeedsUser {
  readonly __typename!: 'SyncNeedsUser';

  @Field(() => BankConnection, { description: 'The connection that is to be synced.' })
  connection!: BankConnection;

  @Field(() => WizardSession, {
    description: 'Hand its `key` to the wizard, or to `submitWizardStep`; follow it with the query `wizardSession`.',
  })
  wizardSession!: WizardSession;
}

export const SyncBankConnectionResult = createUnionType({
  name: 'SyncBankConnectionResult',
  description: 'Result of `syncBankConnection`.',
  types: () =>
    [
      SyncStarted,
      SyncNeedsUser,
      BankConnectionDisabledError,
      LastAttemptError,
      SyncFailedBeforeError,
      CredentialShareRequiredError,
      SyncLimitReachedError,
      NotFoundError,
      IdempotencyConflictError,
    ] as const,
  resolveType: typeName,
});
export type SyncBankConnectionResult = typeof SyncBankConnectionResult;

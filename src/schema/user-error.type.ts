import { Field, InterfaceType, ObjectType } from 'type-graphql';
import { BankConnection } from './bank-connection.type.js';
import { DateTimeScalar } from './scalars/date-time.scalar.js';
import { typeName } from './type-name.js';
import type { UserErrorCode } from './user-error.code.js';

@InterfaceType({
  resolveType: typeName,
  description:
    'An expected outcome of a mutation that is not what was asked for; nothing was changed. Select it by ' +
    '`... on UserError` to be prepared for types that come later. Failures that nobody expects are in `errors`.',
})
export abstract class UserError {
  abstract readonly __typename: string;

  @Field(() => String, { description: 'A constant text for developers, in English. Write your own for people.' })
  message!: string;

  @Field(() => String, {
    description:
      'One of INVALID_INPUT, NOT_FOUND, IDEMPOTENCY_CONFLICT, CONNECTION_DISABLED, LAST_ATTEMPT, SYNC_FAILED_BEFORE, ' +
      'CREDENTIAL_SHARE_REQUIRED, SYNC_LIMIT_REACHED, WIZARD_SESSION_OVER; each belongs to one type.',
  })
  code!: UserErrorCode;

  @Field(() => Boolean, {
    description: 'The same input may succeed when sent again later. False: something has to change first.',
  })
  retryable!: boolean;
}

@ObjectType({ description: 'A field of the input whose value is not allowed.' })
export class InvalidField {
  @Field(() => [String], {
    description:
      'From the input inwards, such as `["bankUserId"]`; list positions as numbers from 0. Empty: the input as a whole.',
  })
  path!: string[];

  @Field(() => String, {
    description: 'What is expected there, for developers, in English. It never repeats the value.',
  })
  message!: string;
}

@ObjectType({ implements: UserError, description: 'Some fields of the input have values that are not allowed.' })
export class InvalidInputError extends UserError {
  readonly __typename!: 'InvalidInputError';

  @Field(() => [InvalidField], { description: 'All of them, at least one.' })
  fields!: InvalidField[];
}

@ObjectType({ implements: UserError, description: "Missing, or not the caller's: the two are indistinguishable." })
export class NotFoundError extends UserError {
  readonly __typename!: 'NotFoundError';
}

@ObjectType({
  implements: UserError,
  description:
    'The idempotency key was used with other input within the last 24 hours. Take a new key for a new request.',
})
export class IdempotencyConflictError extends UserError {
  readonly __typename!: 'IdempotencyConflictError';
}

@ObjectType({
  implements: UserError,
  description: 'Three failed syncs in a row: the connection can only be deleted and created anew.',
})
export class BankConnectionDisabledError extends UserError {
  readonly __typename!: 'BankConnectionDisabledError';

  @Field(() => BankConnection, { description: 'The connection that is disabled.' })
  connection!: BankConnection;
}

@ObjectType({
  implements: UserError,
  description:
    'Two failed syncs in a row: the next failure would disable the connection for good. Say `acceptDisable` together with ' +
    '`force` to go on; `sync.message` of the connection may tell what to put right first.',
})
export class LastAttemptError extends UserError {
  readonly __typename!: 'LastAttemptError';

  @Field(() => BankConnection, { description: 'The connection with one attempt left.' })
  connection!: BankConnection;
}

@ObjectType({ implements: UserError, description: 'The last sync failed. Say `force` to try again.' })
export class SyncFailedBeforeError extends UserError {
  readonly __typename!: 'SyncFailedBeforeError';

  @Field(() => BankConnection, { description: 'The connection whose last sync failed.' })
  connection!: BankConnection;
}

@ObjectType({
  implements: UserError,
  description:
    'The connection has sync mode SHARED and `credentialShare` was left out. Where the half is lost, `resetBankConnection` gives a new one.',
})
export class CredentialShareRequiredError extends UserError {
  readonly __typename!: 'CredentialShareRequiredError';
}

@ObjectType({
  implements: UserError,
  description:
    'Without the person being there a bank may be asked four times within 24 hours (PSD2, RTS article 36), and that is used up. ' +
    'Say `userPresent` where the person is there and asked for it.',
})
export class SyncLimitReachedError extends UserError {
  readonly __typename!: 'SyncLimitReachedError';

  @Field(() => BankConnection, { description: 'The connection that has been synced so often.' })
  connection!: BankConnection;

  @Field(() => DateTimeScalar, { description: 'From when on the next one is allowed.' })
  availableAt!: string;
}

@ObjectType({
  implements: UserError,
  description: 'The wizard session is over: finished, aborted or left alone for too long. Begin a new one.',
})
export class WizardSessionOverError extends UserError {
  readonly __typename!: 'WizardSessionOverError';
}

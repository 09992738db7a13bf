import { createUnionType, Field, ObjectType } from 'type-graphql';
import { typeName } from '../type-name.js';
import { IdempotencyConflictError, InvalidInputError, NotFoundError } from '../user-error.type.js';
import { WizardSession } from '../wizard-session.type.js';

@ObjectType({ description: 'The bank login has begun. The connection exists once the person has finished it.' })
export class CreateBankConnectionSuccess {
  readonly __typename!: 'CreateBankConnectionSuccess';

  @Field(() => WizardSession, {
    description: 'Hand its `key` to the wizard, or to `submitWizardStep`; follow it with the query `wizardSession`.',
  })
  wizardSession!: WizardSession;

  @Field(() => Boolean, { description: 'An earlier request with the same key did it.' })
  wasReplayed!: boolean;
}

export const CreateBankConnectionResult = createUnionType({
  name: 'CreateBankConnectionResult',
  description: 'Result of `createBankConnection`.',
  types: () => [CreateBankConnectionSuccess, NotFoundError, InvalidInputError, IdempotencyConflictError] as const,
  resolveType: typeName,
});
export type CreateBankConnectionResult = typeof CreateBankConnectionResult;

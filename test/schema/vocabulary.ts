import { type GraphQLSchema, graphql } from 'graphql';
import { Arg, buildSchema, Ctx, FieldResolver, Query, Resolver } from 'type-graphql';
import { AccountType } from '../../src/schema/account.enum.js';
import { Account } from '../../src/schema/account.type.js';
import { Balance } from '../../src/schema/balance.type.js';
import { BankConnection } from '../../src/schema/bank-connection.type.js';
import { BankUserConnection } from '../../src/schema/bank-user-list.type.js';
import { BankUser } from '../../src/schema/bank-user.type.js';
import { Bank } from '../../src/schema/bank.type.js';
import { CreateAccessTokenInput } from '../../src/schema/mutations/create-access-token.input.js';
import { CreateAccessTokenResult } from '../../src/schema/mutations/create-access-token.result.js';
import { CreateBankConnectionInput } from '../../src/schema/mutations/create-bank-connection.input.js';
import { CreateBankConnectionResult } from '../../src/schema/mutations/create-bank-connection.result.js';
import { CreateBankUserInput } from '../../src/schema/mutations/create-bank-user.input.js';
import { CreateBankUserResult } from '../../src/schema/mutations/create-bank-user.result.js';
import { DeleteInput } from '../../src/schema/mutations/delete.input.js';
import { DeleteResult } from '../../src/schema/mutations/delete.result.js';
import { MarkTurnoversSeenInput } from '../../src/schema/mutations/mark-turnovers-seen.input.js';
import { MarkTurnoversSeenResult } from '../../src/schema/mutations/mark-turnovers-seen.result.js';
import { ResetBankConnectionInput } from '../../src/schema/mutations/reset-bank-connection.input.js';
import { ResetBankConnectionResult } from '../../src/schema/mutations/reset-bank-connection.result.js';
import { RevokeAccessTokenInput } from '../../src/schema/mutations/revoke-access-token.input.js';
import { SubmitWizardStepInput } from '../../src/schema/mutations/submit-wizard-step.input.js';
import { SubmitWizardStepResult } from '../../src/schema/mutations/submit-wizard-step.result.js';
import { SyncBankConnectionInput } from '../../src/schema/mutations/sync-bank-connection.input.js';
import { SyncBankConnectionResult } from '../../src/schema/mutations/sync-bank-connection.result.js';
import { TurnoverFilter } from '../../src/schema/turnover-filter.input.js';
import { IncompleteAccount, TurnoverConnection, TurnoverEdge } from '../../src/schema/turnover-list.type.js';
import { TurnoverGroup } from '../../src/schema/turnover-totals.type.js';
import { TurnoverGrouping, TurnoverOrder } from '../../src/schema/turnover.enum.js';
import { WizardSession } from '../../src/schema/wizard-session.type.js';

/** What resolvers name; everything else of the vocabulary has to come along by itself. */
const OUTPUTS: Record<string, object> = {
  Account,
  Balance,
  Bank,
  BankConnection,
  BankUser,
  BankUserConnection,
  CreateAccessTokenResult,
  CreateBankConnectionResult,
  CreateBankUserResult,
  DeleteResult,
  IncompleteAccount,
  MarkTurnoversSeenResult,
  ResetBankConnectionResult,
  SubmitWizardStepResult,
  SyncBankConnectionResult,
  TurnoverConnection,
  TurnoverEdge,
  TurnoverGroup,
  WizardSession,
};

const INPUTS: Record<string, object> = {
  AccountType,
  CreateAccessTokenInput,
  CreateBankConnectionInput,
  CreateBankUserInput,
  DeleteInput,
  MarkTurnoversSeenInput,
  ResetBankConnectionInput,
  RevokeAccessTokenInput,
  SubmitWizardStepInput,
  SyncBankConnectionInput,
  TurnoverFilter,
  TurnoverGrouping,
  TurnoverOrder,
};

/** One root field per type: `output<Name>` answers the context's value, `input<Name>` its argument as JSON text. */
@Resolver()
class Vocabulary {
  [field: string]: (value: unknown) => unknown;
}

for (const [name, type] of Object.entries(OUTPUTS)) {
  const field = `output${name}`;
  Vocabulary.prototype[field] = (context) => context;
  Ctx()(Vocabulary.prototype, field, 0);
  Query(() => type)(Vocabulary.prototype, field, {});
}
for (const [name, type] of Object.entries(INPUTS)) {
  const field = `input${name}`;
  Vocabulary.prototype[field] = (value) => JSON.stringify(value);
  Arg('value', () => type)(Vocabulary.prototype, field, 0);
  Query(() => String)(Vocabulary.prototype, field, {});
}

/** The class has no field of its own, and a GraphQL type needs one. */
@Resolver(() => TurnoverConnection)
class TurnoverConnectionEdge {
  @FieldResolver(() => String)
  edge(): string {
    return 'of a resolver';
  }
}

export function buildVocabulary(): Promise<GraphQLSchema> {
  return buildSchema({ resolvers: [Vocabulary, TurnoverConnectionEdge], validate: false });
}

/** Types of the vocabulary: without the root and GraphQL's own. */
export function vocabularyTypes(schema: GraphQLSchema) {
  const own = new Set(['Query', 'String', 'Int', 'Float', 'Boolean', 'ID']);
  return Object.values(schema.getTypeMap()).filter(({ name }) => !own.has(name) && !name.startsWith('__'));
}

/** Answers `value` as the type of that name, with that selection. */
export async function answer(schema: GraphQLSchema, name: string, selection: string, value: unknown): Promise<unknown> {
  const field = `output${name}`;
  const { data, errors } = await graphql({ schema, source: `{ ${field} { ${selection} } }`, contextValue: value });
  if (errors?.[0]) throw errors[0];
  return data?.[field];
}

/** What a resolver gets for that text of an argument. */
export async function take(schema: GraphQLSchema, name: string, argument: string): Promise<unknown> {
  const field = `input${name}`;
  const { data, errors } = await graphql({ schema, source: `{ ${field}(value: ${argument}) }` });
  if (errors?.[0]) throw errors[0];
  return JSON.parse(data?.[field] as string);
}

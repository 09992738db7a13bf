import { getNamedType, isInputObjectType, isObjectType, type GraphQLSchema } from 'graphql';
import { buildGraph } from '../../src/resolvers/executable-schema.js';
import { SEEN_WITH } from '../../src/domain/scope.js';
import type { Target } from './calls.js';
import type { Asker } from './expected.js';
import { outcomeOf, Scene } from './scene.js';

/** Asks in the place of `own`, by something that is the target's. */
type Attempt = (own: Target, target: Target) => string;

/**
 * Every argument, or field of one, that names something or opens it, other than the one that `calls.ts` asks by: what somebody
 * else does with it. Undefined where it cannot name what is somebody's.
 */
const NAMES: Readonly<Record<string, { readonly attempt: Attempt; readonly outcome: string } | undefined>> = {
  'BankUser.turnovers(accountIds)': {
    attempt: (own, { accountId }) =>
      `{ it: bankUser(id: "${own.userId}") { turnovers(accountIds: ["${own.accountId}", "${accountId}"]) { totalCount } } }`,
    outcome: 'NOT_FOUND',
  },
  'BankUser.recurringPayments(accountIds)': {
    attempt: (own, { accountId }) =>
      `{ it: bankUser(id: "${own.userId}") { recurringPayments(accountIds: ["${own.accountId}", "${accountId}"]) { basedOn { from } } } }`,
    outcome: 'NOT_FOUND',
  },
  'BankUser.upcomingPayments(accountIds)': {
    attempt: (own, { accountId }) =>
      `{ it: bankUser(id: "${own.userId}") { upcomingPayments(accountIds: ["${own.accountId}", "${accountId}"]) { incompleteAccounts { code } } } }`,
    outcome: 'NOT_FOUND',
  },
  'Account.report(id)': {
    attempt: (own, { accountId }) => `{ it: account(id: "${own.accountId}") { report(id: "${accountId}") } }`,
    outcome: 'NOT_FOUND',
  },
  'RevokeAccessTokenInput.tokenId': {
    attempt: (own, { tokenId }) =>
      `mutation { it: revokeAccessToken(input: { bankUserId: "${own.userId}", tokenId: "${tokenId}" }) { __typename } }`,
    outcome: 'NotFoundError',
  },
  'RenewAccessTokenInput.tokenId': {
    attempt: (own, { tokenId }) =>
      `mutation { it: renewAccessToken(input: { bankUserId: "${own.userId}", tokenId: "${tokenId}", validUntil: "${new Date(Date.now() + 600_000).toISOString()}" }) { __typename } }`,
    outcome: 'NotFoundError',
  },
  'SubmitWizardStepInput.key': {
    attempt: (own, { session }) =>
      `mutation { it: submitWizardStep(input: { key: "${session.key}", bankUserId: "${own.userId}" }) { __typename } }`,
    outcome: 'NotFoundError',
  },
  'Subscription.bankConnectionChanged(connectionId)': {
    attempt: (own, { connectionId }) =>
      `subscription { it: bankConnectionChanged(bankUserId: "${own.userId}", connectionId: "${connectionId}") { kind } }`,
    outcome: 'NOT_FOUND',
  },
  'Subscription.turnoversChanged(bankUserId)': {
    attempt: (own, { accountId, emptyCursor }) =>
      `subscription { it: turnoversChanged(bankUserId: "${own.userId}", accountId: "${accountId}", since: "${emptyCursor}") { cursor } }`,
    outcome: 'NOT_FOUND',
  },
  // Of the program that talks to banks, the same for everybody.
  'CreateBankConnectionInput.fintsProductId': undefined,
  // For services alone, who see the events of all.
  'Query.events(transactionId)': undefined,
  // Kept by caller: test/idempotency.
  'CreateBankConnectionInput.idempotencyKey': undefined,
  'CreateBankUserInput.idempotencyKey': undefined,
  'SyncBankConnectionInput.idempotencyKey': undefined,
};

/** What `calls.ts` asks by. */
const ASKED_BY = [
  ...[
    'Query.bankUser(id)',
    'Query.bankConnection(id)',
    'Query.account(id)',
    'Query.turnover(id)',
    'Query.wizardSession(transactionId)',
    'Subscription.bankConnectionChanged(bankUserId)',
    'Subscription.turnoversChanged(accountId)',
    'Subscription.wizardSessionChanged(transactionId)',
  ],
  ...[
    'DeleteInput.id',
    'SyncBankConnectionInput.id',
    'ResetBankConnectionInput.id',
    'MarkTurnoversSeenInput.accountId',
  ],
  ...['CreateBankConnectionInput.bankUserId', 'SubmitWizardStepInput.bankUserId'],
  ...['CreateAccessTokenInput.bankUserId', 'RevokeAccessTokenInput.bankUserId', 'RenewAccessTokenInput.bankUserId'],
];

let schema: GraphQLSchema;
let scene: Scene;

beforeAll(async () => {
  schema = await buildGraph();
  scene = await Scene.open();
});

afterAll(() => scene.close());

it('has an attempt for every name that a caller can give', () => {
  expect(namesIn(schema).sort()).toEqual([...Object.keys(NAMES), ...ASKED_BY].sort());
});

const attempts = Object.entries(NAMES).flatMap(([name, how]) => (how === undefined ? [] : [{ name, ...how }]));

it.each(attempts)('$name of somebody else is as good as missing', async ({ attempt, outcome }) => {
  const asker: Asker = { kind: 'service', scopes: ['read', 'connections', 'tokens', 'users', 'accounts'] };
  const [own, target] = [await scene.target(), await scene.target()];
  await scene.bank.forgetRequests();
  expect(outcomeOf(await scene.ask(asker, attempt(own, target), own))).toBe(outcome);
  if (!attempt(own, target).includes('AccessToken'))
    expect(outcomeOf(await scene.ask({ kind: 'owner' }, attempt(own, target), own))).toBe(outcome);
  const requests = await scene.bank.requests();
  const forTarget = requests.filter(
    ({ caller, path }) => caller === target.person.id || path.includes(target.person.id),
  );
  expect(forTarget).toEqual([]);
});

it('has no way around the scopes of a type by an interface or a union', () => {
  for (const name of SEEN_WITH.keys()) {
    const type = schema.getType(name);
    expect(isObjectType(type) && type.getInterfaces()).toEqual([]);
    const unions = Object.values(schema.getTypeMap()).filter(
      (one) => 'getTypes' in one && one.getTypes().includes(type as never),
    );
    expect(unions).toEqual([]);
  }
});

/** By its type, or because it is called like one. */
function isName(name: string, type: string): boolean {
  return type === 'ID' || (type === 'String' && /(^|[a-z])(id|ids|key|token)$/i.test(name));
}

function namesIn(graph: GraphQLSchema): string[] {
  return Object.values(graph.getTypeMap()).flatMap((type) => {
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).filter((field) =>
        isName(field.name, getNamedType(field.type).name),
      );
      return fields.map((field) => `${type.name}.${field.name}`);
    }
    if (!isObjectType(type)) return [];
    return Object.values(type.getFields()).flatMap((field) =>
      field.args
        .filter((argument) => isName(argument.name, getNamedType(argument.type).name))
        .map((argument) => `${type.name}.${field.name}(${argument.name})`),
    );
  });
}

import { createHash } from 'node:crypto';
import { post, startDemoGateway, type DemoGateway, type HttpAnswer } from '../support/demo-gateway.js';

let gateway: DemoGateway;

beforeAll(async () => {
  gateway = await startDemoGateway();
});

afterAll(() => gateway.close());

const QUERY = '{ __typename }';
const persisted = (version: number, text: string) => ({
  persistedQuery: { version, sha256Hash: createHash('sha256').update(text).digest('hex') },
});

/** What graphql-js and Apollo Server leave without a code, though it is the caller's fault. */
it.each<[string, string, object]>([
  ['a subscription', 'GRAPHQL_VALIDATION_FAILED', { query: 'subscription { viewer { id } }' }],
  ['a persisted query of another version', 'BAD_REQUEST', { query: QUERY, extensions: persisted(2, QUERY) }],
  ['a document under the hash of another', 'BAD_REQUEST', { query: QUERY, extensions: persisted(1, 'other') }],
  [
    'hundreds of values that do not fit',
    'BAD_USER_INPUT',
    {
      query: 'query ($ids: [ID!]) { viewer { turnovers(accountIds: $ids) { totalCount } } }',
      variables: { ids: Array.from({ length: 500 }, () => ({})) },
    },
  ],
])('%s is %s', async (_, code, body) => {
  const answer: HttpAnswer = await post(gateway.url, body);
  expect(answer.status).toBe(400);
  expect(new Set(answer.errors?.map(({ extensions }) => extensions.code))).toEqual(new Set([code]));
});

/** What graphql-js refuses while it executes. */
describe('a null in place of a default', () => {
  it.each<[string, string, object]>([
    ['of an argument', 'query ($id: ID = "x") { account(id: $id) { iban } }', { id: null }],
    [
      'of an argument further down',
      'query ($by: TurnoverGrouping = MONTH) { viewer { turnovers { groups(by: $by) { __typename } } } }',
      { by: null },
    ],
    [
      'in a list',
      'query ($type: AccountType = SAVINGS) { viewer { accounts(types: [$type]) { id } } }',
      { type: null },
    ],
    ['in an input', 'mutation ($id: ID = "x") { deleteAccount(input: { id: $id }) { __typename } }', { id: null }],
    ['of a condition', 'query ($x: Boolean = false) { viewer @include(if: $x) { name } }', { x: null }],
    ['of a condition further down', 'query ($x: Boolean = false) { viewer { name @skip(if: $x) } }', { x: null }],
    [
      'of a condition of a fragment',
      'query ($x: Boolean = false) { viewer { ...on BankUser @skip(if: $x) { name } } }',
      { x: null },
    ],
    [
      'of a condition of a write',
      'mutation ($x: Boolean = false) { createBankUser(input: { name: "a", email: "a@b.de" }) @include(if: $x) { __typename } }',
      { x: null },
    ],
  ])('%s is BAD_USER_INPUT', async (_, query, variables) => {
    const { data, errors } = await post(gateway.url, { query, variables }, gateway.demo.bankUserToken);
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
    // What was sent is not quoted.
    expect(errors?.[0]?.message).not.toMatch(/Argument|null/);
    expect(JSON.stringify(data)).not.toMatch(/Klara/);
  });
});

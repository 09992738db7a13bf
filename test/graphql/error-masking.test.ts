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
    'a thousand values that do not fit',
    'BAD_USER_INPUT',
    {
      query: 'query ($types: [AccountType!]) { viewer { accounts(types: $types) { id } } }',
      variables: { types: Array.from({ length: 1_000 }, () => 'DRAGON') },
    },
  ],
])('%s is %s', async (_, code, body) => {
  const answer: HttpAnswer = await post(gateway.url, body);
  expect(answer.status).toBe(400);
  expect(new Set(answer.errors?.map(({ extensions }) => extensions.code))).toEqual(new Set([code]));
});

import { GatewayUnderTest, type Caller } from '../support/gateway-under-test.js';
import { BankUnderTest, type Person } from '../support/test-bank.js';

let bank: BankUnderTest;
let gateway: GatewayUnderTest;
let person: Person;
let caller: Caller;

beforeAll(async () => {
  bank = await BankUnderTest.start();
  gateway = await GatewayUnderTest.start(bank);
  person = await bank.addPerson({ accounts: 2 });
  caller = await gateway.as(person);
});

afterEach(async () => {
  await bank.heal();
});

afterAll(async () => {
  await gateway.close();
  await bank.close();
});

const reportsOf = (fields: string) => `{ viewer { accounts { xs2aId ${fields} } } }`;

interface Reports {
  readonly viewer: { readonly accounts: readonly Readonly<Record<string, unknown>>[] };
}

test('is JSON as upstream gives it', async () => {
  const { viewer } = await caller.data<Reports>(reportsOf('report(id: "balance-history")'));
  expect(viewer.accounts).toHaveLength(2);
  for (const { xs2aId, report } of viewer.accounts) {
    expect(report).toMatchObject({ id: 'balance-history', account_id: xs2aId, months: expect.any(Array) as unknown });
  }
});

test('is read once per account and report, as JSON', async () => {
  await bank.forgetRequests();
  await caller.data(reportsOf('a: report(id: "income") b: report(id: "income") c: report(id: "expenses")'));
  const requests = (await bank.requests()).filter(({ path }) => path.includes('/report/'));
  expect(requests).toHaveLength(4);
  expect(new Set(requests.map(({ path }) => path)).size).toBe(4);
  expect(requests.every(({ query, caller }) => query.format === 'json' && caller === person.id)).toBe(true);
});

test('is read anew after a write of the same operation', async () => {
  const { viewer } = await caller.data<{ viewer: { accounts: [{ id: string }] } }>('{ viewer { accounts { id } } }');
  await bank.forgetRequests();
  const seen = 'markTurnoversSeen(input: { accountId: $id }) { ... on MarkTurnoversSeenSuccess { account { ...r } } }';
  await caller.data(
    `mutation ($id: ID!) { a: ${seen} b: ${seen} } fragment r on Account { report(id: "income") }`,
    viewer.accounts[0],
  );
  const paths = (await bank.requests()).map(({ path }) => path.split('/')[5]);
  expect(paths.filter((part) => part === 'report' || part === 'markAsSeen')).toEqual([
    ...['markAsSeen', 'report', 'markAsSeen', 'report'],
  ]);
});

test('any JSON is passed on', async () => {
  for (const body of [[1, 'two', null], 'text', { deep: { er: [true] } }]) {
    await bank.override({ path: '/v1/api/accounts/*/report/*', body: JSON.stringify(body), times: 2 });
    const { viewer } = await caller.data<Reports>(reportsOf('report(id: "income")'));
    expect(viewer.accounts.map(({ report }) => report)).toEqual([body, body]);
  }
});

test.each([
  ['too deep', 101],
  ['deeper than a stack', 100_000],
])('one that is %s makes no sense, and the rest is served', async (_, depth) => {
  await bank.override({
    path: '/v1/api/accounts/*/report/*',
    body: `${'['.repeat(depth)}${']'.repeat(depth)}`,
    times: 2,
  });
  const { data, errors } = await caller.ask<Reports>(reportsOf('report(id: "income")'));
  expect(errors.map(({ extensions }) => extensions.code)).toEqual(['UPSTREAM_UNAVAILABLE', 'UPSTREAM_UNAVAILABLE']);
  expect(data.viewer.accounts).toHaveLength(2);
});

test('one as deep as a report may be is passed on', async () => {
  const body = `${'['.repeat(100)}${']'.repeat(100)}`;
  await bank.override({ path: '/v1/api/accounts/*/report/*', body, times: 2 });
  const { viewer } = await caller.data<Reports>(reportsOf('report(id: "income")'));
  expect(viewer.accounts.map(({ report }) => JSON.stringify(report))).toEqual([body, body]);
});

test('one that there is not is null with an error, and the rest is served', async () => {
  const { data, errors } = await caller.ask<Reports>(reportsOf('income: report(id: "income") no: report(id: "no")'));
  expect(errors.map(({ extensions, path }) => [extensions.code, path?.at(-1)])).toEqual([
    ['NOT_FOUND', 'no'],
    ['NOT_FOUND', 'no'],
  ]);
  expect(data.viewer.accounts.every(({ income, no }) => income !== null && no === null)).toBe(true);
});

test.each(['..', '../../../users', 'a/b', '%2e', '', 'income?format=pdf', 'x'.repeat(65)])(
  '%j is not found, without a call',
  async (id) => {
    await bank.forgetRequests();
    const source = `query ($id: String!) ${reportsOf('report(id: $id)')}`;
    const { errors } = await caller.ask(source, { id });
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['NOT_FOUND', 'NOT_FOUND']);
    expect((await bank.requests()).filter(({ path }) => path.includes('report'))).toEqual([]);
  },
);

test('a page instead of JSON is an error, after it was asked for again', async () => {
  await bank.strike({ path: '/v1/api/accounts/*/report/*', kind: 'html' });
  const { errors } = await caller.ask(reportsOf('report(id: "income")'));
  expect(errors.map(({ extensions }) => extensions.code)).toEqual(['UPSTREAM_UNAVAILABLE', 'UPSTREAM_UNAVAILABLE']);
});

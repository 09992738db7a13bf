import { ownedGlobalId } from '../../src/domain/global-id.js';
import { until } from '../support/until.js';
import { Graph, type Somebody } from '../support/graph.js';

const ACCOUNTS = 'GET /v1/api/accounts';
const BALANCE = 'GET /v1/api/accounts/{id}/balance';
const TURNOVERS = 'GET /v1/api/accounts/{id}/turnovers';

let graph: Graph;
let anna: Somebody;

beforeAll(async () => {
  graph = await Graph.open();
});

beforeEach(async () => {
  // Synced a moment ago: nothing is kept.
  anna = await graph.person({ accounts: 2, turnovers: 5, syncedAgo: 0 });
});

afterEach(async () => {
  await graph.bank.heal();
  await graph.bank.set({ latency: 0 });
});

afterAll(() => graph.close());

const ask = (below: string, variables = {}, id = anna.accountIds[0]) =>
  anna.query(`query ($id: ID!, $yes: Boolean! = true) { account(id: $id) @include(if: $yes) { ${below} } }`, {
    ...variables,
    id,
  });

async function queriesOfTurnovers() {
  const requests = await graph.bank.requests();
  return requests
    .filter(({ path, caller }) => path.endsWith('/turnovers') && caller === anna.person.id)
    .map(({ query }) => query);
}

it('reads what is asked of an account beside the list that it is in', async () => {
  await ask('id');
  await graph.bank.forgetRequests();
  await graph.bank.strike({ path: '/v1/api/accounts**', kind: 'hold' });
  const asking = ask('iban balance { asOf } turnovers { totalCount }');
  await until('these calls are under way', async () => {
    const unanswered = (await graph.bank.requests()).filter(({ status }) => status === null).map(({ path }) => path);
    return ['/accounts', '/balance', '/turnovers'].every((end) => unanswered.some((path) => path.endsWith(end)));
  });
  await graph.bank.heal();
  const { data, errors } = await asking;
  expect({ data, errors }).toEqual({
    data: {
      account: {
        iban: expect.any(String) as unknown,
        balance: { asOf: expect.any(String) as unknown },
        turnovers: { totalCount: 5 },
      },
    },
    errors: [],
  });
});

it.each([
  [
    'under several names',
    'a: turnovers(filter: { from: "2026-02-01" }) { totalCount } b: turnovers(filter: { from: "2026-01-01", to: "2026-03-01" }) { totalCount }',
  ],
  ['in fragments', '... on Account { turnovers(filter: { from: "2026-01-01" }) { totalCount } } ...Late'],
  [
    'on a roundabout as well',
    'turnovers(filter: { from: "2026-03-01" }) { totalCount } connection { accounts { turnovers(filter: { from: "2026-01-01" }) { totalCount } } }',
  ],
  [
    'of its bank user as well',
    'turnovers(filter: { from: "2026-03-01" }) { totalCount } bankUser { turnovers(filter: { from: "2026-01-01" }) { totalCount } }',
  ],
])('reads turnovers once, for all dates that are asked for: %s', async (_, below) => {
  const id = anna.accountIds[0];
  const late = below.includes('...Late')
    ? 'fragment Late on Account { late: turnovers(filter: { from: "2026-02-01" }) { totalCount } }'
    : '';
  const { errors } = await anna.query(`query ($id: ID!) { account(id: $id) { ${below} } } ${late}`, { id });
  expect(errors).toEqual([]);
  const asked = (await queriesOfTurnovers()).filter(({ from }) => from !== undefined);
  expect(new Set(asked.map(({ from }) => from))).toEqual(new Set(['2026-01-01']));
  expect(asked).toHaveLength(/accounts|bankUser/.test(below) ? 2 : 1);
});

it('reads turnovers once where another field of the operation asks for them too', async () => {
  const [id] = anna.accountIds;
  const source = `query ($id: ID!) {
    account(id: $id) { turnovers(filter: { from: "2026-03-01" }) { totalCount } }
    viewer { accounts { turnovers(filter: { from: "2026-01-01" }) { totalCount } } }
  }`;
  expect((await anna.query(source, { id })).errors).toEqual([]);
  expect(await queriesOfTurnovers()).toEqual([{ from: '2026-01-01' }, { from: '2026-01-01' }]);
});

it('reads nothing that is not asked for', async () => {
  await ask('iban balance @skip(if: $yes) { asOf } turnovers @include(if: false) { totalCount }');
  expect(await anna.upstreamCalls()).not.toHaveProperty([BALANCE]);
  expect(await anna.upstreamCalls()).not.toHaveProperty([TURNOVERS]);
});

it('leaves it to the field to say what is wrong with its arguments', async () => {
  const { errors } = await ask('balance { asOf } turnovers(first: 501) { totalCount }');
  expect(errors).toMatchObject([{ path: 'account.turnovers', code: 'BAD_USER_INPUT' }]);
  expect(await anna.upstreamCalls()).toMatchObject({ [ACCOUNTS]: 1, [BALANCE]: 1 });
  expect(await anna.upstreamCalls()).not.toHaveProperty([TURNOVERS]);
});

it('says of a missing account that it is missing, and nothing else', async () => {
  const id = ownedGlobalId('Account', { bankUserId: anna.person.id, xs2aId: 'nothing-of-this-id' });
  const { data, errors } = await ask('balance { asOf } turnovers { totalCount }', {}, id);
  expect(data).toEqual({ account: null });
  expect(errors).toMatchObject([{ path: 'account', code: 'NOT_FOUND' }]);
});

it.each([
  ['balance', 'balance { asOf }', BALANCE],
  ['turnovers', 'turnovers { totalCount }', TURNOVERS],
])('fails in the field that is asked for, after one call: %s', async (name, below, route) => {
  await graph.bank.strike({ kind: 'status', status: 422, path: `/v1/api/accounts/*/${name}` });
  const { data, errors } = await ask(`iban ${below}`);
  expect(data).toMatchObject({ account: { iban: expect.any(String) as unknown, [name]: null } });
  expect(errors).toMatchObject([{ path: `account.${name}`, code: 'UPSTREAM_REJECTED' }]);
  expect((await anna.upstreamCalls())[route]).toBe(1);
});

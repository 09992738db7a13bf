import { toBerlinDate } from '../../src/domain/berlin-time.js';
import { GatewayUnderTest, type Caller } from '../support/gateway-under-test.js';
import { holdDate } from '../support/hold-date.js';
import { BankUnderTest, type Person } from '../support/test-bank.js';

const DAY_SECONDS = 86_400;
const COVERAGE = '{ viewer { accounts { coveredFrom possibleGaps { from to } } } }';

let bank: BankUnderTest;
let gateway: GatewayUnderTest;

beforeAll(async () => {
  // At noon, a number of days ago is the same by hours and by the calendar, whatever the clocks did in between.
  holdDate(new Date(new Date().setUTCHours(11, 0, 0, 0)));
  bank = await BankUnderTest.start();
  gateway = await GatewayUnderTest.start(bank);
});

afterEach(() => bank.heal());

afterAll(async () => {
  jest.useRealTimers();
  await gateway.close();
  await bank.close();
});

const ago = (days: number) => toBerlinDate(new Date(Date.now() - days * DAY_SECONDS * 1_000));

async function coverageOf(caller: Caller) {
  interface Data {
    readonly viewer: { readonly accounts: readonly { coveredFrom: string | null; possibleGaps: object[] }[] };
  }
  return (await caller.data<Data>(COVERAGE)).viewer.accounts[0];
}

/** The account was first read years ago, whatever the test bank says. */
async function readForLong({ accounts: [id], connections: [bank_connection_id] }: Person): Promise<void> {
  const row = { id, bank_connection_id, type: 'giro', created_at: '2020-01-01 00:00:00' };
  await bank.override({ path: '/v1/api/accounts', body: { data: [row], current_page: 1, last_page: 1 } });
}

test('an account is covered from its oldest turnover on', async () => {
  const person = await bank.addPerson({ turnovers: 20, days: 20, syncedAgo: 0 });
  expect(await coverageOf(await gateway.as(person))).toEqual({ coveredFrom: ago(19), possibleGaps: [] });
});

test('without turnovers nothing is known, and nothing said to be missing', async () => {
  const person = await bank.addPerson({ turnovers: 0 });
  expect(await coverageOf(await gateway.as(person))).toEqual({ coveredFrom: null, possibleGaps: [] });
});

test('what the next sync will not reach is missing, until the person comes back', async () => {
  const shape = { turnovers: 30, days: 30, syncedAgo: 100 * DAY_SECONDS, syncMode: 'none' } as const;
  const person = await bank.addPerson(shape);
  const coverage = { coveredFrom: ago(129), possibleGaps: [{ from: ago(100), to: ago(61) }] };
  expect(await coverageOf(await gateway.as(person))).toEqual(coverage);
});

test('a long time without an entry shows a pause of the syncs', async () => {
  const person = await bank.addPerson({ turnovers: 10, days: 10, syncedAgo: 0 });
  await bank.addTurnovers(person.accounts[0] ?? '', [{ amount: -1, bookingDate: ago(200) }]);
  const caller = await gateway.as(person);
  // The first sync read all that was before it.
  expect(await coverageOf(caller)).toEqual({ coveredFrom: ago(200), possibleGaps: [] });
  await readForLong(person);
  const another = await GatewayUnderTest.start(bank);
  const coverage = await coverageOf(await another.as(person));
  await another.close();
  expect(coverage).toEqual({ coveredFrom: ago(200), possibleGaps: [{ from: ago(199), to: ago(61) }] });
});

test('both, beside the turnovers of some days, cost one call for turnovers', async () => {
  const person = await bank.addPerson();
  const caller = await gateway.as(person);
  const id = (await caller.data<{ viewer: { accounts: [{ id: string }] } }>('{ viewer { accounts { id } } }')).viewer
    .accounts[0].id;
  await bank.forgetRequests();
  await caller.data(
    `query ($id: ID!, $from: Date!) {
      account(id: $id) { coveredFrom possibleGaps { from } turnovers(filter: { from: $from }) { totalCount } }
    }`,
    { id, from: ago(1) },
  );
  expect(await bank.callsFor(person)).toMatchObject({ 'GET /v1/api/accounts/{id}/turnovers': 1 });
});

test('turnovers that cannot be read leave the account', async () => {
  const person = await bank.addPerson();
  await bank.strike({ path: '/v1/api/accounts/*/turnovers', kind: 'status', status: 403 });
  const { data, errors } = await (await gateway.as(person)).ask(COVERAGE);
  expect(data).toEqual({ viewer: { accounts: [{ coveredFrom: null, possibleGaps: null }] } });
  expect(errors).toHaveLength(2);
});

import { GatewayUnderTest, type Caller } from '../../support/gateway-under-test.js';
import { BankUnderTest } from '../../support/test-bank.js';

const MAX_BYTES = 100_000;

let bank: BankUnderTest;
let gateway: GatewayUnderTest;
let caller: Caller;

beforeAll(async () => {
  bank = await BankUnderTest.start();
  gateway = await GatewayUnderTest.start(bank, { RESPONSE_BYTES: String(MAX_BYTES), RATE_LIMIT_BANK_USER: '0' });
  caller = await gateway.as(await bank.addPerson({ connections: 1, accounts: 20 }));
});

afterEach(() => bank.heal());

afterAll(async () => {
  await gateway.close();
  await bank.close();
});

const aliased = (count: number, field: string) =>
  Array.from({ length: count }, (_, index) => `a${index}: ${field}`).join(' ');

const REFUSED = [
  { message: `An answer has at most ${MAX_BYTES} bytes.`, extensions: { code: 'OPERATION_LIMIT_EXCEEDED' } },
];

async function reportsOf(bytes: number): Promise<void> {
  const body = JSON.stringify('x'.repeat(bytes));
  await bank.override({ path: '/v1/api/accounts/*/report/*', body, times: 1_000 });
}

test('an answer of nearly as many bytes is given', async () => {
  await reportsOf(4_500);
  const { viewer } = await caller.data<{ viewer: { accounts: object[] } }>(
    '{ viewer { accounts { report(id: "income") } } }',
  );
  expect(viewer.accounts).toHaveLength(20);
});

test('one of more is refused', async () => {
  await reportsOf(5_100);
  const { data, errors } = await caller.ask('{ viewer { accounts { report(id: "expenses") } } }');
  expect({ data, errors }).toMatchObject({ data: null, errors: REFUSED });
});

test('what is read once counts as often as it is answered', async () => {
  await reportsOf(600);
  const query = `{ viewer { accounts { ${aliased(10, 'report(id: "balance-history")')} } } }`;
  expect(await caller.ask(query)).toMatchObject({ data: null, errors: REFUSED });
});

test('lists of lists that are longer than is usual are refused while they are made', async () => {
  // The lists of the second level are too much together, so that nothing of the third is begun.
  const wealthy = await gateway.as(await bank.addPerson({ accounts: 40 }));
  await bank.forgetRequests();
  const query = '{ viewer { accounts { bankUser { accounts { bankUser { accounts { balance { asOf } } } } } } } }';
  expect(await wealthy.ask(query)).toMatchObject({ data: null, errors: REFUSED });
  expect(Object.keys(await bank.calls()).filter((call) => call.includes('balance'))).toEqual([]);
});

test('of a write, it is the outcome that is not told', async () => {
  const { viewer } = await caller.data<{ viewer: { accounts: { id: string }[] } }>('{ viewer { accounts { id } } }');
  const query = `mutation ($id: ID!) {
    markTurnoversSeen(input: { accountId: $id }) {
      ... on MarkTurnoversSeenSuccess { account { bankUser { accounts { bankUser { accounts { bankUser { accounts { id } } } } } } } }
    }
  }`;
  const refusal = await caller.refusal(query, { id: viewer.accounts[0]?.id });
  expect(refusal).toBe('OUTCOME_UNKNOWN');
});

import { GatewayUnderTest, type Caller } from '../../support/gateway-under-test.js';
import { BankUnderTest } from '../../support/test-bank.js';

let bank: BankUnderTest;
let gateway: GatewayUnderTest;
let caller: Caller;
let accountIds: readonly string[];

beforeAll(async () => {
  bank = await BankUnderTest.start();
  gateway = await GatewayUnderTest.start(bank, { RATE_LIMIT_BANK_USER: '0' });
  caller = await gateway.as(await bank.addPerson({ accounts: 3 }));
  const { viewer } = await caller.data<Accounts>('{ viewer { accounts { id } } }');
  accountIds = viewer.accounts.map(({ id }) => id);
});

afterAll(async () => {
  await gateway.close();
  await bank.close();
});

interface Accounts {
  readonly viewer: { readonly accounts: readonly { readonly id: string }[] };
}

const texts = (length: number) => Array.from({ length }, (_, index) => `text ${index}`);
const aliased = (count: number, field: string) =>
  Array.from({ length: count }, (_, index) => `a${index}: ${field}`).join(' ');
const inViewer = (variables: string, fields: string) => `query (${variables}) { viewer { ${fields} } }`;

const IDS = '$ids: [ID!]';
const BY_IDS = 'turnovers(accountIds: $ids) { totalCount }';

test.each<[string, string, object]>([
  ['ids under 100 aliases', inViewer(IDS, aliased(100, BY_IDS)), { ids: texts(9_000) }],
  [
    'tags under 199 aliases',
    inViewer('$tags: [String!]', aliased(199, 'turnovers(filter: { tags: $tags }) { totalCount }')),
    { tags: texts(9_000) },
  ],
  [
    'tags in an input',
    inViewer('$f: TurnoverFilter', 'turnovers(filter: $f) { totalCount }'),
    { f: { tags: texts(101) } },
  ],
  [
    'types as a default',
    inViewer(`$types: [AccountType!] = [${'GIRO '.repeat(21)}]`, 'accounts(types: $types) { id }'),
    {},
  ],
  ['types in the document', `{ viewer { accounts(types: [${'GIRO '.repeat(21)}]) { id } } }`, {}],
  [
    'statuses in a fragment',
    `{ viewer { ...F } } fragment F on BankUser { turnovers(filter: { status: [${'BOOKED '.repeat(21)}] }) { totalCount } }`,
    {},
  ],
  ['the longest list under too many aliases', inViewer(IDS, aliased(199, BY_IDS)), { ids: texts(500) }],
])('%s: refused before anything is read', async (_, query, variables) => {
  await bank.forgetRequests();
  expect(await caller.refusal(query, variables)).toBe('OPERATION_LIMIT_EXCEEDED');
  expect(await bank.requests()).toEqual([]);
});

test('the longest list, under as many aliases as it may have, is answered', async () => {
  const ids = Array.from({ length: 500 }, (_, index) => accountIds[index % accountIds.length]);
  const { viewer } = await caller.data<{ viewer: object }>(inViewer(IDS, aliased(75, BY_IDS)), { ids });
  expect(Object.keys(viewer)).toHaveLength(75);
});

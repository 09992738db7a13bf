import { GatewayUnderTest, type Caller } from '../support/gateway-under-test.js';
import { readMetrics, valueOf } from '../support/prometheus.js';
import { BankUnderTest } from '../support/test-bank.js';
import { until } from '../support/until.js';

const BANKS = `query ($search: String!, $country: CountryCode, $first: Int) {
  banks(search: $search, country: $country, first: $first) { bankCode bic name city country supported testMode }
}`;
const AUTOCOMPLETE = '/v1/bankcodes/autocomplete';

let bank: BankUnderTest;
let gateway: GatewayUnderTest;
let caller: Caller;

beforeAll(async () => {
  bank = await BankUnderTest.start();
  gateway = await GatewayUnderTest.start(bank);
  caller = await gateway.as(await bank.addPerson());
});

afterEach(async () => {
  await bank.heal();
  await bank.set({ maxPerPage: 100 });
});

afterAll(async () => {
  await gateway.close();
  await bank.close();
});

interface Bank {
  readonly bankCode: string;
  readonly name: string;
  readonly country: string;
  readonly supported: boolean;
}

const search = async (variables: object, asker = caller) =>
  (await asker.data<{ banks: Bank[] }>(BANKS, variables)).banks;

const areUnderWay = (count: number) =>
  until('all of them wait', async () => {
    return valueOf(await readMetrics(gateway.url), 'xs2a_gateway_requests_under_way') === count;
  });

const names = (banks: readonly Bank[]) => banks.map(({ name }) => name);

test('finds the test bank', async () => {
  expect(await search({ search: ' testbank ' })).toEqual([
    {
      bankCode: '88888888',
      bic: 'TESTDEB8XXX',
      name: 'Testbank',
      city: 'Berlin',
      country: 'DE',
      supported: true,
      testMode: true,
    },
  ]);
});

test.each([
  [{ search: '9001' }, (found: Bank) => found.bankCode.startsWith('9001')],
  [{ search: 'bank', country: 'AT' }, (found: Bank) => found.country === 'AT'],
  [{ search: 'bank', country: 'CH' }, (found: Bank) => found.country === 'CH'],
  [{ search: 'bank', first: 100 }, (found: Bank) => found.supported],
])('%j', async (variables, fits) => {
  const found = await search(variables);
  expect(found.length).toBeGreaterThan(1);
  expect(found.every(fits)).toBe(true);
});

test('asks upstream once, with the API key, for the banks of this product', async () => {
  await bank.forgetRequests();
  await search({ search: 'Möwe & Söhne?', country: 'DE', first: 7 });
  const [request, ...others] = await bank.requests();
  expect(others).toEqual([]);
  expect(request).toMatchObject({ method: 'GET', path: AUTOCOMPLETE, caller: 'api-key' });
  expect(request?.query).toEqual({
    q: 'Möwe & Söhne?',
    country_id: 'DE',
    product: 'xs2a_api',
    per_page: '7',
    page: '1',
  });
});

test.each([
  [undefined, 10],
  [null, 10],
  [1, 1],
  [25, 25],
])('of first %j there are %i', async (first, count) => {
  expect(await search({ search: 'ba', first })).toHaveLength(count);
});

test('reads on where upstream has smaller pages, as far as it is needed', async () => {
  const all = names(await search({ search: 'bank', first: 12 }));
  await bank.set({ maxPerPage: 5 });
  await bank.forgetRequests();
  expect(names(await search({ search: 'bank', first: 12 }))).toEqual(all);
  expect(await bank.calls()).toEqual({ [`GET ${AUTOCOMPLETE}`]: 3 });
  expect(await search({ search: 'Testbank', first: 12 })).toHaveLength(1);
});

test('identical searches of a caller at the same time are one', async () => {
  await bank.strike({ path: AUTOCOMPLETE, kind: 'hold' });
  await bank.forgetRequests();
  const searches = [{ search: 'testbank' }, { search: 'testbank ' }, { search: 'testbank', first: 10 }];
  const searching = Promise.all(searches.map((variables) => search(variables)));
  await areUnderWay(3);
  await bank.endFaults();
  const results = await searching;
  expect(new Set(results.map((result) => JSON.stringify(result))).size).toBe(1);
  expect(await bank.calls()).toEqual({ [`GET ${AUTOCOMPLETE}`]: 1 });
});

test('a country without banks has none', async () => {
  expect(await search({ search: 'bank', country: 'US' })).toEqual([]);
});

test('a refusal for any other reason is an error', async () => {
  await bank.strike({ path: AUTOCOMPLETE, kind: 'status', status: 422 });
  expect(await caller.refusal(BANKS, { search: 'bank', country: 'DE' })).toBe('UPSTREAM_REJECTED');
  expect(await caller.refusal(BANKS, { search: 'bank' })).toBe('UPSTREAM_REJECTED');
});

test.each([
  { search: 'x' },
  { search: '   x   ' },
  { search: 'x'.repeat(101) },
  { search: 'bank', first: 0 },
  { search: 'bank', first: 101 },
  { search: 'bank', first: -1 },
  { search: 'bank', country: 'Germany' },
])('%j is refused without a call', async (variables) => {
  await bank.forgetRequests();
  expect(await caller.refusal(BANKS, variables)).toBe('BAD_USER_INPUT');
  expect(await bank.calls()).toEqual({});
});

test('nobody unknown may ask', async () => {
  expect(await gateway.anonymous().refusal(BANKS, { search: 'bank' })).toBe('UNAUTHENTICATED');
});

test('reads leniently, and leaves out what is no bank', async () => {
  const rows = [
    { bank_code: 12345678, name: 'A', xs2a_products: ['xs2a_api'] },
    { bank_code: '2', short_name: 'B', xs2a_supported: '0', country_id: 'de', testmode: 1, bic: '' },
    { bank_code: '3', name: '' },
    { name: 'nameless' },
    'bank',
  ];
  await bank.override({ path: AUTOCOMPLETE, body: { data: rows, per_page: 10, last_page: 1 } });
  const { data, extensions } = await caller.ask(BANKS, { search: 'bank' });
  expect(data).toEqual({
    banks: [
      { bankCode: '12345678', bic: null, name: 'A', city: null, country: null, supported: true, testMode: false },
      { bankCode: '2', bic: null, name: 'B', city: null, country: 'DE', supported: false, testMode: true },
    ],
  });
  expect(extensions.xs2a).toMatchObject({ skippedRows: 3 });
});

test('an operation that joins the search of another one learns of the rows that are missing in it, once', async () => {
  await bank.override({ path: AUTOCOMPLETE, rows: [null, {}] });
  await bank.strike({ path: AUTOCOMPLETE, kind: 'hold' });
  const source = '{ a: banks(search: "berlin") { name } b: banks(search: "berlin") { bic } }';
  const ask = async (asker: Caller) => (await asker.ask(source)).extensions.xs2a;
  await bank.forgetRequests();
  const asking = Promise.all([caller, caller].map(ask));
  await areUnderWay(2);
  await bank.endFaults();
  const answers = await asking;
  expect((await bank.requests()).filter(({ path }) => path === AUTOCOMPLETE)).toHaveLength(1);
  expect(answers).toEqual([expect.objectContaining({ skippedRows: 2 }), expect.objectContaining({ skippedRows: 2 })]);
});

describe('all banks of a country', () => {
  const LIST = `query ($country: CountryCode, $first: Int, $after: String, $search: String) {
    banks(country: $country, first: $first, after: $after, search: $search) { bankCode country }
  }`;
  const ALL = '/v1/bankcodes/all';
  /** One that has listed none. */
  let fresh: GatewayUnderTest;
  let asker: Caller;

  beforeEach(async () => {
    fresh = await GatewayUnderTest.start(bank);
    asker = await fresh.as(await bank.addPerson());
    await bank.forgetRequests();
  });

  afterEach(() => fresh.close());

  const page = async (variables: object) => (await asker.data<{ banks: Bank[] }>(LIST, variables)).banks;
  const listings = async () => (await bank.requests()).filter(({ path }) => path === ALL).length;

  test.each([100, 4])('come page by page, each once, with %i rows a page upstream', async (maxPerPage) => {
    await bank.set({ maxPerPage });
    const listed: Bank[] = [];
    for (let after: string | undefined; ;) {
      const banks = await page({ country: 'DE', first: 7, after });
      listed.push(...banks);
      after = banks.at(-1)?.bankCode;
      if (banks.length < 7) break;
    }
    const codes = listed.map(({ bankCode }) => bankCode);
    const pages = Math.ceil(codes.length / maxPerPage);
    expect(codes.length).toBeGreaterThan(20);
    expect(new Set(codes).size).toBe(codes.length);
    expect(new Set(listed.map(({ country }) => country))).toEqual(new Set(['DE']));
    expect(await listings()).toBe(pages);
    expect((await page({ country: 'DE', first: 100 })).map(({ bankCode }) => bankCode)).toEqual(codes);
    expect(await listings()).toBe(pages);
  });

  test('are read as far as they are asked for', async () => {
    await bank.set({ maxPerPage: 4 });
    await page({ country: 'DE', first: 4 });
    expect(await listings()).toBe(1);
    const answers = await Promise.all([page({ country: 'DE', first: 8 }), page({ country: 'DE', first: 8 })]);
    expect(answers[0]).toEqual(answers[1]);
    expect(new Set(answers[0].map(({ bankCode }) => bankCode)).size).toBe(8);
  });

  test.each<[object]>([
    [{}],
    [{ after: '88888888' }],
    [{ country: 'DE', after: 'no code' }],
    [{ country: 'DE', first: 0 }],
    [{ country: 'DE', search: 'Testbank', after: '88888888' }],
  ])('are not asked for by %j', async (variables) => {
    expect(await asker.refusal(LIST, variables)).toBe('BAD_USER_INPUT');
  });

  test('are none where there is no such country', async () => {
    expect(await page({ country: 'XX' })).toEqual([]);
  });

  test('stay as far as they were read when the next page fails', async () => {
    await bank.set({ maxPerPage: 4 });
    await page({ country: 'DE', first: 4 });
    await bank.strike({ path: ALL, kind: 'status', status: 403 });
    expect(await asker.refusal(LIST, { country: 'DE', first: 8 })).not.toBe('');
    expect(await page({ country: 'DE', first: 4 })).toHaveLength(4);
    await bank.heal();
    expect(await page({ country: 'DE', first: 8 })).toHaveLength(8);
  });
});

describe('while searches of one bank user hang', () => {
  let small: GatewayUnderTest;

  beforeAll(async () => {
    small = await GatewayUnderTest.start(bank, { UPSTREAM_CONCURRENCY: '4' });
  });

  afterAll(() => small.close());

  const hangUp = async (count: number) => {
    await bank.forgetRequests();
    await bank.strike({ path: AUTOCOMPLETE, kind: 'hang', times: count });
  };
  const searches = async () => (await bank.requests()).filter(({ path }) => path === AUTOCOMPLETE).length;

  test.each(['bank user', 'service'])('those of another %s are answered', async (kind) => {
    const somebody = await small.as(await bank.addPerson());
    const other = kind === 'service' ? await small.service() : await small.as(await bank.addPerson());
    await hangUp(1);
    for (const text of ['berlin', 'hamburg', 'spar']) void somebody.ask(BANKS, { search: text }).catch(() => undefined);
    await until('the search is under way', async () => (await searches()) === 1);
    expect(await search({ search: 'berlin' }, other)).not.toEqual([]);
    // The hanging one and this one: it did not wait for those that wait behind the hanging one.
    expect(await searches()).toBe(2);
    await bank.heal();
  });
});

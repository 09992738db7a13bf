import { GatewayUnderTest, type Caller } from '../support/gateway-under-test.js';
import { BankUnderTest, type Person } from '../support/test-bank.js';

const REPORT = '/v1/api/accounts/*/report/*';

let bank: BankUnderTest;
let gateway: GatewayUnderTest;
let person: Person;
let caller: Caller;
let accountId: string;

beforeAll(async () => {
  bank = await BankUnderTest.start();
  gateway = await GatewayUnderTest.start(bank);
  person = await bank.addPerson();
  caller = await gateway.as(person);
  accountId = await idOfAccount(caller);
});

afterEach(async () => {
  await bank.heal();
});

afterAll(async () => {
  await gateway.close();
  await bank.close();
});

async function idOfAccount(asker: Caller): Promise<string> {
  const { viewer } = await asker.data<{ viewer: { accounts: { id: string }[] } }>('{ viewer { accounts { id } } }');
  return viewer.accounts[0]?.id ?? '';
}

function get(path: string, { jwt }: { readonly jwt: string | undefined } = caller): Promise<Response> {
  const headers = jwt === undefined ? undefined : { authorization: `Bearer ${jwt}` };
  return fetch(`${gateway.url}/reports/${path}`, { ...(headers && { headers }) });
}

/** The status and the code of a response that has no document. */
async function refusal(answering: Promise<Response>): Promise<string> {
  const response = await answering;
  const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
  return `${response.status} ${errors[0]?.extensions.code ?? ''}`;
}

const refusedPaths = [
  ['another format', () => `${accountId}/income?format=exe`, '400 BAD_USER_INPUT'],
  ['two formats', () => `${accountId}/income?format=pdf&format=html`, '400 BAD_USER_INPUT'],
  ['another language', () => `${accountId}/income?locale=fr`, '400 BAD_USER_INPUT'],
  ['a report that there is not', () => `${accountId}/nothing`, '404 NOT_FOUND'],
  ['an id that leads elsewhere', () => `${accountId}/${encodeURIComponent('../../balance')}`, '404 NOT_FOUND'],
  ['an id that is none', () => 'x/income', '404 NOT_FOUND'],
  ['the id of a bank user', () => `${Buffer.from(`u.${person.id}`).toString('base64url')}/income`, '404 NOT_FOUND'],
] as const;

test('is a PDF where one is asked for', async () => {
  const response = await get(`${accountId}/income?format=pdf&locale=en`);
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="report.pdf"');
  expect(
    Buffer.from(await response.arrayBuffer())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
});

test('is a page otherwise, in German unless English is asked for, in which nothing runs', async () => {
  const response = await get(`${accountId}/income`);
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(response.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/);
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  const german = await response.text();
  expect(german).toContain('<html lang="de"');
  expect(await (await get(`${accountId}/income?locale=en`)).text()).toContain('<html lang="en"');
});

test('is read anew each time, and stored nowhere', async () => {
  await bank.forgetRequests();
  for (let time = 0; time < 2; time++) {
    expect((await get(`${accountId}/income`)).headers.get('cache-control')).toBe('no-store');
  }
  expect(Object.values(await bank.callsFor(person))).toEqual([2]);
});

test.each(refusedPaths)('there is none for %s', async (_, path, refused) => {
  expect(await refusal(get(path()))).toBe(refused);
});

test('a service may read it; others, nobody, and a token without the scope may not', async () => {
  expect((await get(`${accountId}/income`, await gateway.service())).status).toBe(200);
  const other = await gateway.as(await bank.addPerson());
  const limited = await gateway.with({ sub: 'x', bank_user_id: person.id, scope: 'xs2a:accounts' });
  await bank.forgetRequests();
  expect(await refusal(get(`${accountId}/income`, other))).toBe('404 NOT_FOUND');
  expect(await refusal(get(`${accountId}/income`, limited))).toBe('403 FORBIDDEN');
  expect(await refusal(get(`${accountId}/income`, { jwt: undefined }))).toBe('401 UNAUTHENTICATED');
  expect(await bank.requests()).toEqual([]);
});

test('says when XS2A does not give it, without what XS2A says', async () => {
  await bank.strike({ path: REPORT, kind: 'status', status: 400, body: 'DE89370400440532013000' });
  const response = await get(`${accountId}/income`);
  expect(response.status).toBe(502);
  expect(await response.text()).not.toContain('DE89');
});

test('is refused when it is too long', async () => {
  await bank.strike({ path: REPORT, kind: 'huge', bytes: 17 * 1024 * 1024 });
  expect((await get(`${accountId}/income`)).status).toBeGreaterThanOrEqual(502);
});

test('costs a unit of the rate, also when it is refused', async () => {
  const limited = await GatewayUnderTest.start(bank, { RATE_LIMIT_BANK_USER: '20' });
  const { jwt = '' } = await limited.as(person);
  const statuses = new Set<number>();
  for (let asked = 0; asked < 100 && !statuses.has(429); asked++) {
    const { status } = await fetch(`${limited.url}/reports/${accountId}/income?format=exe`, {
      headers: { authorization: `Bearer ${jwt}` },
    });
    statuses.add(status);
  }
  expect([...statuses]).toEqual([400, 429]);
  await limited.close();
});

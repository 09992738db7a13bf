import type { Json } from './tester.js';
import { head, login, Tester, type Person } from './tester.js';

/** What the vendor's Java SDK reads a member as; anything else it fails at. */
type Type = (value: unknown) => boolean;
type Model = Readonly<Record<string, Type>>;

const text: Type = (value) => typeof value === 'string';
const flag: Type = (value) => typeof value === 'boolean';
const number: Type = (value) => typeof value === 'number';
const whole: Type = (value) => Number.isInteger(value);
const anything: Type = (value) => value !== undefined;
const time: Type = (value) => /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(String(value));
const date: Type = (value) => /^\d{4}-\d{2}-\d{2}$/.test(String(value));
const orNull =
  (type: Type): Type =>
  (value) =>
    value === null || type(value);
const orNone =
  (type: Type): Type =>
  (value) =>
    value === '' || type(value);
const listOf =
  (type: Type): Type =>
  (value) =>
    Array.isArray(value) && value.every(type);
const oneOf =
  (...words: unknown[]): Type =>
  (value) =>
    words.includes(value);

const country = orNull(oneOf('DE', 'AT', 'CH', 'FR', 'ES', 'IT', 'GB'));
const product = oneOf('xs2a_risk', 'xs2a_pay', 'xs2a_api');

const bankUser: Model = {
  id: text,
  name: text,
  email: text,
  testmode: flag,
  created_at: time,
  object: oneOf('bank_user'),
};
const accessToken: Model = {
  id: text,
  token: text,
  valid_until: orNull(text),
  created_at: time,
  object: oneOf('bank_user_access_token'),
};
const connection: Model = {
  id: text,
  transaction: text,
  bic: orNull(text),
  bank_name: text,
  country_id: country,
  sync_mode: orNull(oneOf('full', 'shared', 'none')),
  sync_active: flag,
  sync_message: text,
  sync_fail_counter: whole,
  last_synced: orNone(time),
  consent_valid_until: orNull(orNone(date)),
  testmode: flag,
  created_at: time,
  object: oneOf('bank_connection'),
};
const account: Model = {
  id: text,
  bank_connection_id: orNull(text),
  holder: text,
  iban: text,
  description: text,
  bic: orNull(text),
  account_number: orNull(text),
  bank_code: text,
  bank_name: text,
  country_id: country,
  type: oneOf('giro', 'creditcard', 'savings', 'loan', 'securities', 'wallet', 'other'),
  joint_account: flag,
  transaction_possible: flag,
  created_at: time,
  object: oneOf('bank_account'),
};
const balance: Model = {
  id: text,
  available: orNull(number),
  limit: orNull(number),
  balance: orNull(number),
  currency: text,
  date: time,
  created_at: time,
  object: text,
};
const turnover: Model = {
  id: orNull(text),
  transaction_id: orNull(text),
  booking_date: date,
  amount: number,
  currency: text,
  purpose: listOf(text),
  counter_iban: orNull(text),
  counter_bic: orNull(text),
  counter_holder: orNull(text),
  prebooked: flag,
  canceled: flag,
  tags: listOf(text),
  category_id: orNull(text),
  creditor_id: orNull(text),
  new: flag,
};
const turnovers: Model = {
  id: text,
  turnovers: listOf((row) => mismatches(row, turnover).length === 0),
  days: orNull(whole),
  date: time,
  created_at: time,
  object: oneOf('bank_account_turnovers'),
};
const session: Model = {
  id: text,
  transaction: text,
  wizard_session_key: text,
  product,
  parameters: anything,
  last_error: text,
  testmode: flag,
  finished: flag,
  current_step: text,
  created_at: time,
  object: oneOf('wizard_session'),
};
const event: Model = {
  id: text,
  transaction: orNull(text),
  type: text,
  data: anything,
  testmode: flag,
  message: text,
  created_at: time,
  object: oneOf('xs2a_event'),
};
const bank: Model = {
  bank_code: text,
  bic: orNull(text),
  name: text,
  short_name: text,
  zipcode: orNull(text),
  city: text,
  country_id: country,
  testmode: flag,
  xs2a_products: listOf(product),
  xs2a_supported: flag,
};
const begun: Model = { wizard_session_key: text, transaction: text };
const pageOf = (model: Model): Model => ({
  total: whole,
  per_page: whole,
  current_page: whole,
  last_page: whole,
  next_page_url: orNull(text),
  prev_page_url: orNull(text),
  from: orNull(whole),
  to: orNull(whole),
  data: listOf((row) => mismatches(row, model).length === 0),
});

/** The members that are missing or of another type. */
function mismatches(value: unknown, model: Model): string[] {
  const members = (value ?? {}) as Readonly<Record<string, unknown>>;
  return Object.entries(model)
    .filter(([name, fits]) => !fits(members[name]))
    .map(([name]) => `${name}: ${String(members[name]).slice(0, 80)}`);
}

/** As the Java SDK writes an instant: with a blank before the T. */
function javaTime(instant: Date): string {
  return `${instant.toISOString().slice(0, 10)} T${instant.toISOString().slice(11, 19)}.000000+00:00`;
}

const PAGE = 'per_page=15&page=1';

describe('the requests and types of the vendor’s Java SDK', () => {
  let tester: Tester;
  let klara: Person;
  beforeAll(async () => {
    tester = await Tester.start();
    klara = await tester.seeded('Klara');
  });
  afterAll(() => tester.close());

  it('bank users and their access tokens', async () => {
    const created = await tester.service('PUT', '/v1/api/users', { name: 'Mustermann', email: 'user@example.com' });
    expect(mismatches(created.json, bankUser)).toEqual([]);
    const path = `/v1/api/users/${created.json.id}`;
    expect((await tester.service('GET', path)).json).toEqual(created.json);
    expect(mismatches((await tester.service('GET', `/v1/api/users?${PAGE}`)).json, pageOf(bankUser))).toEqual([]);

    const half = new Date(Date.now() + 1_800_000);
    const made = await tester.service('PUT', `${path}/accesstokens`, { valid_until: javaTime(half) });
    expect(mismatches(made.json, accessToken)).toEqual([]);
    expect(made.json.valid_until).toBe(javaTime(half));
    const later = new Date(Date.now() + 3_000_000);
    const tokenPath = `${path}/accesstokens/${made.json.id}`;
    const refreshed = await tester.service('PATCH', tokenPath, { valid_until: javaTime(later) });
    expect(refreshed.json).toEqual({ ...made.json, valid_until: javaTime(later) });
    expect((await tester.service('GET', tokenPath)).json).toEqual(refreshed.json);
    const tokens = await tester.service('GET', `${path}/accesstokens?${PAGE}`);
    expect(mismatches(tokens.json, pageOf(accessToken))).toEqual([]);
    expect((await tester.service('DELETE', tokenPath)).status).toBe(200);
    expect((await tester.service('DELETE', path)).status).toBe(200);
  });

  it('connections, accounts, balances and turnovers', async () => {
    expect(mismatches((await klara.call('GET', `/connections?${PAGE}`)).json, pageOf(connection))).toEqual([]);
    for (const row of await klara.list('/connections')) {
      expect((await klara.call('GET', `/connections/${row.id}`)).json).toEqual(row);
      const ofConnection = (await klara.call('GET', `/connections/${row.id}/accounts?${PAGE}`)).json;
      expect(mismatches(ofConnection, pageOf(account))).toEqual([]);
    }
    expect(mismatches((await klara.call('GET', `/accounts?${PAGE}`)).json, pageOf(account))).toEqual([]);
    for (const { id } of await klara.list('/accounts')) {
      expect(mismatches((await klara.call('GET', `/accounts/${id}`)).json, account)).toEqual([]);
      expect(mismatches((await klara.call('GET', `/accounts/${id}/balance`)).json, balance)).toEqual([]);
      const list = await klara.call('GET', `/accounts/${id}/turnovers?from=2020-01-01&to=2090-01-01&onlyNew=false`);
      expect(mismatches(list.json, turnovers)).toEqual([]);
    }
  });

  it('only what is new, until it was seen', async () => {
    const { id } = head((await klara.list('/accounts')).filter(({ type }) => type === 'giro'));
    const news = async () => await klara.turnovers(id, '?onlyNew=true');
    expect((await news()).length).toBeGreaterThan(0);
    expect((await klara.call('POST', `/accounts/${id}/markAsSeen/2090-01-01`)).status).toBe(200);
    expect(await news()).toEqual([]);
  });

  it('a login, its session, a reset, a sync, and the end of it all', async () => {
    const person = await tester.newcomer();
    const request = { sync_mode: 'full', days: 30, account_selection: 'all', country_id: 'DE', language: 'de' };
    const { json } = await person.call('PUT', '/connections', request);
    expect(mismatches(json, begun)).toEqual([]);
    await person.wizard(json.wizard_session_key, { country_id: 'DE', bank_code: '10010010' });
    const session1 = await tester.service('GET', `/v1/sessions/${json.transaction}`);
    expect(mismatches(session1.json, session)).toEqual([]);
    expect((await person.wizard(json.wizard_session_key, login)).json.form.name).toBe('finish');
    const made: Json = (await person.call('GET', `/connections/${json.transaction}`)).json;
    expect([made.bank_name, mismatches(made, connection)]).toEqual(['Postbank', []]);
    expect((await person.call('POST', `/connections/${made.id}/sync`, { force: false })).status).toBe(204);
    expect(mismatches((await person.call('POST', `/connections/${made.id}/reset`)).json, begun)).toEqual([]);
    const [{ id }] = (await person.list('/accounts')) as [Json];
    expect((await person.call('DELETE', `/connections/${made.id}`)).status).toBe(200);
    expect((await person.call('GET', `/accounts/${id}`)).json.bank_connection_id).toBeNull();
    expect((await person.call('DELETE', `/accounts/${id}`)).status).toBe(200);
    const gone = await person.call('GET', `/accounts/${id}`);
    expect([gone.status, gone.json.code, typeof gone.json.message]).toEqual([404, 404, 'string']);
  });

  it('events of a time', async () => {
    const from = encodeURIComponent(javaTime(new Date(Date.now() - 40 * 86_400_000)));
    const to = encodeURIComponent(javaTime(new Date()));
    const { json } = await tester.service('GET', `/v1/events?from=${from}&to=${to}&${PAGE}`);
    expect(mismatches(json, pageOf(event))).toEqual([]);
    const { id } = head(json.data);
    expect(mismatches((await tester.service('GET', `/v1/events/${id}`)).json, event)).toEqual([]);
  });

  it('banks, one by its code, all of a country, and those found', async () => {
    expect(mismatches((await tester.service('GET', '/v1/bankcodes?bank_code=88888888')).json, bank)).toEqual([]);
    for (const path of ['all?country_id=DE&', 'autocomplete?q=Postbank&country_id=DE&product=xs2a_api&']) {
      const { json } = await tester.service('GET', `/v1/bankcodes/${path}${PAGE}`);
      expect([json.data.length > 0, mismatches(json, pageOf(bank))]).toEqual([true, []]);
    }
  });

  it.each(['html', 'pdf', 'json'])('a report as %s', async (format) => {
    const { id } = head(await klara.list('/accounts'));
    const { status, headers } = await klara.call('GET', `/accounts/${id}/report/income?format=${format}&locale=de`);
    expect([status, headers.get('content-type')]).toEqual([200, expect.stringContaining(format)]);
  });

  it('does not take the forms that only a lenient reader takes', async () => {
    await tester.control('PATCH', '/settings', { variants: ['booleans', 'currency', 'times'] });
    const accounts = await klara.list('/accounts');
    expect(accounts.flatMap((row) => mismatches(row, account))).not.toEqual([]);
    await tester.control('PATCH', '/settings', { variants: [] });
    expect((await klara.list('/accounts')).flatMap((row) => mismatches(row, account))).toEqual([]);
  });
});

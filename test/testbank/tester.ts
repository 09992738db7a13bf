import { startTestBank, type TestBank, type TestBankOptions } from '../../src/testbank/testbank.js';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: Json;
}

/** What the tests read of answers: not everything is in each, so they check what they get. */
export interface Json {
  readonly [member: string]: unknown;
  readonly id: string;
  readonly token: string;
  readonly code: number;
  readonly message: string;
  readonly transaction: string;
  readonly wizard_session_key: string;
  readonly data: readonly Json[];
  readonly turnovers: readonly Json[];
  readonly form: { readonly name: string; readonly elements: readonly Element[]; readonly parameters: string[] };
  readonly error: { readonly message: string; readonly recoverable: boolean };
  readonly polling: { readonly interval?: number };
  readonly last_page: number;
  readonly booking_date: string;
  readonly type: string;
  readonly bic: string;
  readonly url: string;
}

export interface Element {
  readonly [member: string]: unknown;
  readonly type: string;
  readonly name: string;
  readonly label: string;
  readonly url: string;
}

type Body = Record<string, unknown> | undefined;

/** Sends requests to a test bank of its own, as plain HTTP. */
export class Tester {
  constructor(readonly bank: TestBank) {}

  static async start(options?: TestBankOptions): Promise<Tester> {
    return new Tester(await startTestBank(options));
  }

  close(): Promise<void> {
    return this.bank.close();
  }

  /** With any headers and any text for a body. */
  async raw(method: string, path: string, headers: Record<string, string> = {}, body?: string): Promise<Answer> {
    const init = { method, headers, redirect: 'manual', ...(body !== undefined && { body }) } as const;
    const response = await fetch(this.bank.url + path, init);
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: parse(text) };
  }

  as(password: string, method: string, path: string, body?: Body): Promise<Answer> {
    const json: Record<string, string> = body ? { 'content-type': 'application/json' } : {};
    return this.raw(method, path, { ...basic(password), ...json }, body && JSON.stringify(body));
  }

  /** With the API key. */
  service(method: string, path: string, body?: Body): Promise<Answer> {
    return this.as(this.bank.apiKey, method, path, body);
  }

  /** The control interface. */
  control(method: string, path: string, body?: Body): Promise<Answer> {
    const headers: Record<string, string> = body ? { 'content-type': 'application/json' } : {};
    return this.raw(method, `/_testbank${path}`, headers, body && JSON.stringify(body));
  }

  /** Somebody new, with nothing. */
  async newcomer(): Promise<Person> {
    const { json } = await this.service('PUT', '/v1/api/users', { name: 'Nele Neu', email: 'nele@example.com' });
    return this.person(json.id);
  }

  /** A seeded person, by the first word of the name. */
  seeded(firstName: string): Promise<Person> {
    const person = this.bank.people.find(({ name }) => name.startsWith(firstName));
    if (person === undefined) throw new Error(`Nobody is called ${firstName}.`);
    return this.person(person.id);
  }

  async person(id: string): Promise<Person> {
    const path = `/v1/api/users/${id}/accesstokens`;
    const { json } = await this.service('PUT', path, { valid_until: '2090-01-01 00:00:00' });
    return new Person(this, id, json.token);
  }
}

/** A bank user with a token. */
export class Person {
  constructor(
    private readonly tester: Tester,
    readonly id: string,
    readonly token: string,
  ) {}

  call(method: string, path: string, body?: Body): Promise<Answer> {
    return this.tester.as(this.token, method, `/v1/api${path}`, body);
  }

  /** All rows of a list, over all of its pages. */
  async list(path: string): Promise<Json[]> {
    const rows: Json[] = [];
    for (let page = 1, last = 1; page <= last; page += 1) {
      const { json } = await this.call('GET', `${path}?per_page=100&page=${page}`);
      rows.push(...json.data);
      last = json.last_page;
    }
    return rows;
  }

  async turnovers(accountId: string, query = ''): Promise<readonly Json[]> {
    return (await this.call('GET', `/accounts/${accountId}/turnovers${query}`)).json.turnovers;
  }

  /** Starts a login that creates a connection; answers the session's key and transaction. */
  async begin(request: Body = {}): Promise<{ key: string; transaction: string }> {
    const { json } = await this.call('PUT', '/connections', request);
    return { key: json.wizard_session_key, transaction: json.transaction };
  }

  wizard(key: string, fields: Body = {}): Promise<Answer> {
    return this.call('POST', '/wizard', { key, ...fields });
  }

  /** A connection at the bank with this code, with whatever the creation asks for. */
  async connect(request: Body = {}, code = '88888888'): Promise<Json> {
    const { key, transaction } = await this.begin(request);
    await this.wizard(key, { country_id: 'DE', bank_code: code });
    await this.wizard(key, login);
    return (await this.call('GET', `/connections/${transaction}`)).json;
  }
}

/** What logs in at any of the banks. */
export const login = { USER_NAME: 'abcdef', USER_PIN: '123456', privacy_policy: true };

/** In any of the forms that XS2A uses. */
export function isTrue(value: unknown): boolean {
  return value === true || Number(value) === 1;
}

/** Whole cents. */
export function cents(amount: unknown): number {
  return Math.round((amount as number) * 100);
}

export function basic(password: string, user = 'api'): { authorization: string } {
  return { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };
}

/** An empty object for what is no JSON. */
function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return {} as Json;
  }
}

/** The first of a list, which must not be empty. */
export function head<T>(items: readonly T[]): T {
  const [item] = items;
  if (item === undefined) throw new Error('The list is empty.');
  return item;
}

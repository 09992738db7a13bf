import { failure, ok, type Answer } from './answer.js';
import { pageOf } from './pages.js';
import { syncConnection } from './sync.js';
import { submitForm, writtenSession } from './wizard.js';
import { written, type TokenBook } from './tokens.js';
import { turnoverList } from './turnover-list.js';
import type { Random } from '../../support/random.js';
import { beginSession, isObject, newPerson, type Account, type Connection } from './world.js';
import type { JsonObject, Person, World } from './world.js';

export interface Call {
  readonly world: World;
  readonly tokens: TokenBook;
  readonly random: Random;
  /** Where the links of pages point to. */
  readonly elsewhere: string;
  readonly path: string;
  readonly params: readonly string[];
  readonly query: URLSearchParams;
  readonly body: JsonObject;
}

/** A call in a bank user's scope, made with that person's token. */
export interface PersonalCall extends Call {
  readonly person: Person;
}

export type Route =
  | { readonly method: string; readonly path: RegExp; readonly needs: 'api-key'; readonly run: (call: Call) => Answer }
  | {
      readonly method: string;
      readonly path: RegExp;
      readonly needs: 'token';
      readonly run: (call: PersonalCall) => Answer;
    };

export const routes: readonly Route[] = [
  keyed('GET', '/v1/api/users', (call) =>
    page(
      call,
      call.world.people.map((person) => person.raw),
    ),
  ),
  keyed('PUT', '/v1/api/users', createPerson),
  keyed('GET', '/v1/api/users/:id', (call) => withPerson(call, (person) => ok(person.raw))),
  keyed('DELETE', '/v1/api/users/:id', (call) => withPerson(call, (person) => remove(call.world.people, person))),
  keyed('GET', '/v1/api/users/:id/accesstokens', (call) =>
    withPerson(call, (person) =>
      page(
        call,
        person.tokens.map((token) => written(person, token)),
      ),
    ),
  ),
  keyed('PUT', '/v1/api/users/:id/accesstokens', (call) =>
    withPerson(call, (person) => call.tokens.create(person, call.body)),
  ),
  keyed('GET', '/v1/api/users/:id/accesstokens/:id', (call) =>
    withToken(call, (person, token) => ok(written(person, token))),
  ),
  keyed('PATCH', '/v1/api/users/:id/accesstokens/:id', (call) =>
    withToken(call, (person, token) => call.tokens.refresh(person, token, call.body)),
  ),
  keyed('DELETE', '/v1/api/users/:id/accesstokens/:id', (call) =>
    withToken(call, (person, token) => remove(person.tokens, token)),
  ),
  keyed('GET', '/v1/sessions/:id', showSession),
  keyed('GET', '/v1/events', (call) => page(call, [...call.world.events.values()])),
  keyed('GET', '/v1/events/:id', (call) => {
    const event = call.world.events.get(call.params[0] ?? '');
    return event === undefined ? failure(404) : ok(event);
  }),
  keyed('GET', '/v1/bankcodes/all', (call) => page(call, banksOf(call, ''))),
  keyed('GET', '/v1/bankcodes/autocomplete', (call) => {
    const search = call.query.get('q');
    return search === null ? failure(422) : page(call, banksOf(call, search));
  }),

  personal('GET', '/v1/api/connections', (call) =>
    page(
      call,
      mixed(
        call.person.connections.map((connection) => connection.raw),
        call.person.badConnections,
      ),
    ),
  ),
  personal('PUT', '/v1/api/connections', (call) => ok(session(call, call.body), 201)),
  personal('GET', '/v1/api/connections/:id', (call) => withConnection(call, (connection) => ok(connection.raw))),
  personal('DELETE', '/v1/api/connections/:id', (call) =>
    withConnection(call, (found) => deleteConnection(call, found)),
  ),
  personal('GET', '/v1/api/connections/:id/accounts', (call) =>
    withConnection(call, ({ id }) =>
      page(
        call,
        call.person.accounts.filter((account) => account.connectionId === id).map((account) => account.raw),
      ),
    ),
  ),
  personal('POST', '/v1/api/connections/:id/sync', (call) =>
    withConnection(call, (connection) => syncConnection(call, connection)),
  ),
  personal('POST', '/v1/api/connections/:id/reset', (call) => withConnection(call, () => ok(session(call, null), 202))),

  personal('GET', '/v1/api/accounts', (call) =>
    page(
      call,
      mixed(
        call.person.accounts.map((account) => account.raw),
        call.person.badAccounts,
      ),
    ),
  ),
  personal('GET', '/v1/api/accounts/:id', (call) => withAccount(call, (account) => ok(account.raw))),
  personal('DELETE', '/v1/api/accounts/:id', (call) =>
    withAccount(call, (account) => remove(call.person.accounts, account)),
  ),
  personal('GET', '/v1/api/accounts/:id/balance', (call) => withAccount(call, (account) => ok(account.balance))),
  personal('GET', '/v1/api/accounts/:id/turnovers', (call) =>
    withAccount(call, (account) => turnoverList(account, call.query, call.random)),
  ),
  personal('GET', '/v1/api/accounts/:id/report/:id', (call) =>
    withAccount(call, (account) => showReport(call, account)),
  ),
  personal('POST', '/v1/api/wizard', submitForm),
  personal('POST', '/v1/api/accounts/:id/markAsSeen', (call) => withAccount(call, (account) => markSeen(account))),
  personal('POST', '/v1/api/accounts/:id/markAsSeen/:id', (call) =>
    withAccount(call, (account) => markSeen(account, call.params[1])),
  ),
];

function keyed(method: string, path: string, run: (call: Call) => Answer): Route {
  return { method, path: pattern(path), needs: 'api-key', run };
}

function personal(method: string, path: string, run: (call: PersonalCall) => Answer): Route {
  return { method, path: pattern(path), needs: 'token', run };
}

function pattern(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(':id', '([^/]+)')}$`);
}

function page(call: Call, rows: readonly unknown[]): Answer {
  return ok(pageOf(rows, call.query, call.path, call.elsewhere));
}

/** Bad rows stand among good ones, not after them. */
function mixed(good: readonly unknown[], bad: readonly unknown[]): unknown[] {
  return [...good.slice(0, 1), ...bad, ...good.slice(1)];
}

function createPerson(call: Call): Answer {
  const { name, email } = call.body;
  if (typeof name !== 'string' || typeof email !== 'string') return failure(422);
  const id = `New_-${String(call.world.people.length).padStart(4, '0')}`;
  const person = newPerson(id, { name, email, testmode: '1', created_at: '2026-07-01 12:00:00' });
  call.world.people.push(person);
  return ok(person.raw, 201);
}

function withPerson(call: Call, run: (person: Person) => Answer): Answer {
  const person = call.world.people.find(({ id }) => id === call.params[0]);
  return person === undefined ? failure(404) : run(person);
}

function withToken(call: Call, run: (person: Person, token: Person['tokens'][number]) => Answer): Answer {
  return withPerson(call, (person) => {
    const token = person.tokens.find(({ id }) => id === call.params[1]);
    return token === undefined ? failure(404) : run(person, token);
  });
}

/** A connection also goes by the transaction that created it. */
function withConnection(call: PersonalCall, run: (connection: Connection) => Answer): Answer {
  const name = call.params[0];
  const connection = call.person.connections.find(({ id, transaction }) => id === name || transaction === name);
  return connection === undefined ? failure(404) : run(connection);
}

function withAccount(call: PersonalCall, run: (account: Account) => Answer): Answer {
  const account = call.person.accounts.find(({ id }) => id === call.params[0]);
  return account === undefined ? failure(404) : run(account);
}

/** Deletes are answered with nothing at all. */
function remove<T>(list: T[], item: T): Answer {
  list.splice(list.indexOf(item), 1);
  return ok();
}

function deleteConnection(call: PersonalCall, connection: Connection): Answer {
  for (const account of call.person.accounts.filter(({ connectionId }) => connectionId === connection.id)) {
    account.connectionId = null;
    account.raw.bank_connection_id = null;
  }
  return remove(call.person.connections, connection);
}

function session(call: PersonalCall, request: JsonObject | null): JsonObject {
  const { key, transaction } = beginSession(call.world, call.person, request);
  return { wizard_session_key: key, transaction, unheard_of: 0 };
}

function showSession(call: Call): Answer {
  const found = call.world.sessions.get(call.params[0] ?? '');
  if (found === undefined) return failure(404);
  return ok(writtenSession(found));
}

/** By name or code, as upstream would find them; how it does so in detail is its own affair. */
function banksOf(call: Call, search: string): unknown[] {
  const country = call.query.get('country_id') ?? '';
  return call.world.banks.filter((bank) => {
    if (!isObject(bank)) return true;
    const text = `${String(bank.name)} ${String(bank.bank_code)}`.toLowerCase();
    return text.includes(search.toLowerCase()) && (country === '' || bank.country_id === country);
  });
}

/** A report is HTML unless JSON is asked for. */
function showReport(call: PersonalCall, account: Account): Answer {
  const report = call.params[1];
  if (report !== 'Risk_7-a') return failure(404);
  if (call.query.get('format') !== 'json')
    return { status: 200, body: '<html>', headers: { 'content-type': 'text/html' } };
  return ok({ account: account.id, sums: [0.1, -2, null], nested: { '': 'ü' }, on: true });
}

function markSeen(account: Account, upTo = '9999-12-31'): Answer {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(upTo)) return failure(422);
  for (const { raw } of account.rows) {
    if (isObject(raw) && typeof raw.booking_date === 'string' && raw.booking_date <= upTo) raw.new = 0;
  }
  return ok({ code: 200, message: 'ok' });
}

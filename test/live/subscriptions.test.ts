import { once } from 'node:events';
import { connect } from 'node:net';
import { createClient as createSseClient } from 'graphql-sse';
import { bankUserGlobalId } from '../../src/domain/global-id.js';
import { Elsewhere } from '../support/elsewhere.js';
import { GatewayUnderTest, type Caller } from '../support/gateway-under-test.js';
import { accountIdOf, connectionIdOf } from '../support/gateways.js';
import { secondsFromNow } from '../support/jwt.js';
import { readMetrics, valueOf } from '../support/prometheus.js';
import { Subscriber } from '../support/subscriber.js';
import { BankUnderTest, type Person, type Shape } from '../support/test-bank.js';
import { until } from '../support/until.js';

const CONNECTIONS =
  'subscription ($of: ID, $id: ID) { bankConnectionChanged(bankUserId: $of, connectionId: $id) { kind connectionId connection { sync { consecutiveFailures } } } }';
const TURNOVERS =
  'subscription ($of: ID, $id: ID, $since: String) { turnoversChanged(bankUserId: $of, accountId: $id, since: $since) { account { id } cursor hasMore months { month turnovers { id purposeText } } } }';
const SYNC = 'mutation ($id: ID!) { syncBankConnection(input: { id: $id, userPresent: true }) { __typename } }';

interface ConnectionChanged {
  readonly bankConnectionChanged: {
    readonly kind: string;
    readonly connectionId: string;
    readonly connection: { readonly sync: { readonly consecutiveFailures: number } } | null;
  };
}
interface TurnoversChanged {
  readonly turnoversChanged: {
    readonly account: { readonly id: string };
    readonly cursor: string;
    readonly months: readonly {
      readonly month: string;
      readonly turnovers: readonly { readonly purposeText: string }[];
    }[];
  };
}

let bank: BankUnderTest;
let gateway: GatewayUnderTest;
const subscribers: Subscriber<never>[] = [];

beforeAll(async () => {
  bank = await BankUnderTest.start();
  await bank.set({ syncDelay: 50 });
  gateway = await GatewayUnderTest.start(bank, { SUBSCRIPTIONS_PER_BANK_USER: '4' });
});

afterEach(async () => {
  await Promise.all(subscribers.splice(0).map((subscriber) => subscriber.close()));
});

afterAll(async () => {
  await gateway.close();
  await bank.close();
});

function subscribe<T>({ jwt }: Caller, query: string, variables: Record<string, unknown> = {}): Subscriber<T> {
  const subscriber = new Subscriber<T>(gateway.url, jwt, query, variables);
  subscribers.push(subscriber as Subscriber<never>);
  return subscriber;
}

/** A person whose data has settled, and as whom to ask. */
async function somebody(shape: Shape = {}): Promise<{ person: Person; caller: Caller; elsewhere: Elsewhere }> {
  const person = await bank.addPerson({ syncedAgo: 6 * 3_600, turnovers: 30, days: 60, ...shape });
  return { person, caller: await gateway.as(person), elsewhere: new Elsewhere(bank, person) };
}

async function kindsOf(subscriber: Subscriber<ConnectionChanged>, count: number): Promise<string[]> {
  await subscriber.at(count - 1);
  return subscriber.arrivals.map(({ data }) => data?.bankConnectionChanged.kind ?? '');
}

describe('bankConnectionChanged', () => {
  it('begins with the present state of each connection, and tells of syncs and deletions', async () => {
    const { person, caller } = await somebody({ connections: 2, accounts: 2 });
    const subscriber = subscribe<ConnectionChanged>(caller, CONNECTIONS);
    expect(await kindsOf(subscriber, 2)).toEqual(['PRESENT', 'PRESENT']);
    await caller.data(SYNC, { id: connectionIdOf(person) });
    expect((await subscriber.at(2)).bankConnectionChanged).toMatchObject({
      kind: 'SYNCED',
      connectionId: connectionIdOf(person),
    });
    await bank.failNextSync(person.connections[0] ?? '');
    await caller.data(SYNC, { id: connectionIdOf(person) });
    expect((await subscriber.at(3)).bankConnectionChanged).toMatchObject({
      kind: 'SYNC_FAILED',
      connection: { sync: { consecutiveFailures: 1 } },
    });
    const remove = 'mutation ($id: ID!) { deleteBankConnection(input: { id: $id }) { __typename } }';
    await caller.data(remove, { id: connectionIdOf(person, 1) });
    expect((await subscriber.at(4)).bankConnectionChanged).toEqual({
      ...{ kind: 'DELETED', connectionId: connectionIdOf(person, 1), connection: null },
    });
  });

  it('of one connection ends with it', async () => {
    const { person, caller } = await somebody({ connections: 2 });
    const id = connectionIdOf(person);
    const subscriber = subscribe<ConnectionChanged>(caller, CONNECTIONS, { id });
    expect((await subscriber.at(0)).bankConnectionChanged.connectionId).toBe(id);
    await caller.data('mutation ($id: ID!) { deleteBankConnection(input: { id: $id }) { __typename } }', { id });
    expect(await subscriber.ended()).toBe('complete');
    expect(subscriber.arrivals).toHaveLength(2);
  });

  it('ends when the bank user is deleted', async () => {
    const { person, caller } = await somebody();
    const subscriber = subscribe<ConnectionChanged>(caller, CONNECTIONS);
    await subscriber.at(0);
    const service = await gateway.service();
    await service.data('mutation ($id: ID!) { deleteBankUser(input: { id: $id }) { __typename } }', {
      id: bankUserGlobalId(person.id),
    });
    expect(await subscriber.ended()).toBe('complete');
    const last = subscriber.arrivals.at(-1);
    expect(last?.errors?.map(({ extensions }) => extensions.code) ?? last?.data).toEqual(['NOT_FOUND']);
  });
});

describe('turnoversChanged', () => {
  it('tells what a sync has changed, with a cursor that goes on from there', async () => {
    const { person, caller } = await somebody();
    const id = accountIdOf(person);
    const { cursor: since } = await changesSince(caller, id, null);
    const subscriber = subscribe<TurnoversChanged>(caller, TURNOVERS, { id, since });
    await bank.addTurnovers(person.accounts[0] ?? '', [
      { bookingDate: today(), amount: -12.5, purpose: ['A new one'] },
    ]);
    await caller.data(SYNC, { id: connectionIdOf(person) });
    const { account, months } = (await subscriber.at(0)).turnoversChanged;
    expect(account.id).toBe(id);
    expect(months.flatMap(({ turnovers }) => turnovers).map(({ purposeText }) => purposeText)).toContain('A new one');
    // The first event may have come before the end of the sync.
    await until('the last event leads to what is there now', async () => {
      const { cursor = '' } = subscriber.arrivals.at(-1)?.data?.turnoversChanged ?? {};
      const present = await changesSince(caller, id, cursor);
      return present.months.length === 0 && present.cursor === cursor;
    });
  });

  it('without a cursor tells nothing of what was there when it began', async () => {
    const { person, caller } = await somebody();
    const subscriber = subscribe<TurnoversChanged>(caller, TURNOVERS);
    const account = person.accounts[0] ?? '';
    // Changes until one of them came after the beginning.
    await until('something is told', async () => {
      await bank.addTurnovers(account, [{ amount: 1, purpose: ['Again'] }]);
      await caller.data(SYNC, { id: connectionIdOf(person) });
      return subscriber.arrivals.length > 0;
    });
    const { months } = (await subscriber.at(0)).turnoversChanged;
    expect(months.length).toBeLessThanOrEqual(2);
    expect(JSON.stringify(months)).toContain('Again');
  });

  it('with a cursor tells first what has happened since, whatever that was', async () => {
    const { person, caller, elsewhere } = await somebody();
    const id = accountIdOf(person);
    const { cursor } = await changesSince(caller, id, null);
    await bank.addTurnovers(person.accounts[0] ?? '', [{ bookingDate: today(), amount: 7, purpose: ['Meanwhile'] }]);
    await elsewhere.sync(person.connections[0] ?? '');
    await bank.settle();
    const subscriber = subscribe<TurnoversChanged>(caller, TURNOVERS, { id, since: cursor });
    const { months } = (await subscriber.at(0)).turnoversChanged;
    expect(months.flatMap(({ turnovers }) => turnovers).map(({ purposeText }) => purposeText)).toContain('Meanwhile');
  });

  it('tells what another client of XS2A has synced, by the events that XS2A has of it', async () => {
    const { person, caller, elsewhere } = await somebody();
    const id = accountIdOf(person);
    const { cursor: since } = await changesSince(caller, id, null);
    const subscriber = subscribe<TurnoversChanged>(caller, TURNOVERS, { id, since });
    await until('it has begun', async () => valueOf(await readMetrics(gateway.url), 'xs2a_gateway_subscribed') === 1);
    await bank.addTurnovers(person.accounts[0] ?? '', [
      { bookingDate: today(), amount: 7, purpose: ['From elsewhere'] },
    ]);
    await elsewhere.sync(person.connections[0] ?? '');
    await bank.settle();
    const { months } = (await subscriber.at(0)).turnoversChanged;
    expect(JSON.stringify(months)).toContain('From elsewhere');
  }, 60_000);
});

describe('many subscribers of one bank user', () => {
  it('cost one read of the connections per change', async () => {
    const { person } = await somebody();
    const service = await gateway.service();
    const of = bankUserGlobalId(person.id);
    const all = Array.from({ length: 30 }, () => subscribe<ConnectionChanged>(service, CONNECTIONS, { of }));
    await Promise.all(all.map((subscriber) => subscriber.at(0)));
    await bank.forgetRequests();
    const { data } = await service.ask(
      'mutation ($id: ID!) { markTurnoversSeen(input: { accountId: $id }) { __typename } }',
      { id: accountIdOf(person) },
    );
    expect(data).toEqual({ markTurnoversSeen: { __typename: 'MarkTurnoversSeenSuccess' } });
    const elsewhere = new Elsewhere(bank, person);
    await elsewhere.deleteConnection(person.connections[0] ?? '');
    await Promise.all(all.map((subscriber) => subscriber.at(1)));
    const { 'GET /v1/api/connections': reads = 0 } = await bank.callsFor(person);
    // One for the mutation, one after it, and one for the event of the deletion.
    expect(reads).toBeLessThanOrEqual(3);
  }, 60_000);
});

describe('refusals', () => {
  it.each([
    ['another bank user', ({ person }: { person: Person }) => ({ of: bankUserGlobalId(person.id) })],
    ['a connection of another', ({ person }: { person: Person }) => ({ id: connectionIdOf(person) })],
    ['a malformed id', () => ({ id: 'nothing' })],
  ])('%s is NOT_FOUND', async (_, variablesOf) => {
    const { caller } = await somebody();
    const subscriber = subscribe(caller, CONNECTIONS, variablesOf(await somebody()));
    expect(await subscriber.ended()).toBe('NOT_FOUND');
  });

  it('a service that names nobody, and a cursor without its account', async () => {
    const service = await gateway.service();
    expect(await subscribe(service, CONNECTIONS).ended()).toBe('BAD_USER_INPUT');
    const { caller } = await somebody();
    expect(await subscribe(caller, TURNOVERS, { since: 'c1' }).ended()).toBe('BAD_USER_INPUT');
  });

  it('a damaged cursor, and one of another account', async () => {
    const { person, caller } = await somebody({ accounts: 2 });
    const { cursor } = await changesSince(caller, accountIdOf(person, 1), null);
    const damaged = subscribe(caller, TURNOVERS, { id: accountIdOf(person), since: 'c1.damaged' });
    const foreign = subscribe(caller, TURNOVERS, { id: accountIdOf(person), since: cursor });
    expect([await lastCodeOf(damaged), await lastCodeOf(foreign)]).toEqual(['BAD_USER_INPUT', 'CURSOR_MISMATCH']);
  });

  it('more subscriptions than a bank user may have, until one ends', async () => {
    const { caller } = await somebody();
    const [first, ...others] = Array.from({ length: 4 }, () => subscribe<ConnectionChanged>(caller, CONNECTIONS));
    for (const subscriber of [first, ...others]) await subscriber?.at(0);
    const stream = await fetch(`${gateway.url}/graphql`, streamOf(caller));
    expect(await stream.text()).toContain('"RATE_LIMITED"');
    await first?.close();
    await until('there is room for another', async () => {
      const { body } = await fetch(`${gateway.url}/graphql`, streamOf(caller));
      const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
      let text = '';
      while (!text.includes('event: next')) text += (await reader?.read())?.value ?? '';
      await reader?.cancel();
      return text.includes('PRESENT');
    });
  });

  it('plain HTTP, and mutations in streams that begin by GET', async () => {
    const { caller, person } = await somebody();
    const query = 'subscription { bankConnectionChanged { kind } }';
    const { errors } = await caller.ask(query);
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
    const mutation = `mutation { markTurnoversSeen(input: { accountId: "${accountIdOf(person)}" }) { __typename } }`;
    const answer = await fetch(`${gateway.url}/graphql?query=${encodeURIComponent(mutation)}`, {
      headers: { accept: 'text/event-stream', authorization: `Bearer ${caller.jwt ?? ''}` },
    });
    expect(await answer.text()).toContain('BAD_USER_INPUT');
  });
});

describe('the end of a token', () => {
  it('closes a connection over WebSocket with 4401, and says so in a stream', async () => {
    const { person } = await somebody();
    const claims = { sub: `sub of ${person.id}`, bank_user_id: person.id, exp: secondsFromNow(3) };
    const caller = await gateway.with(claims);
    const subscriber = subscribe<ConnectionChanged>(caller, CONNECTIONS);
    const stream = await fetch(`${gateway.url}/graphql`, streamOf(caller));
    await subscriber.at(0);
    expect(await subscriber.ended()).toBe('close 4401 Token expired');
    expect(await stream.text()).toMatch(/UNAUTHENTICATED.*\n\nevent: complete\ndata:\n\n$/s);
  });

  it.each([
    ['no token', undefined],
    ['a token that is none', 'e30.e30.e30'],
  ])('%s is closed with 4401 before anything runs', async (_, jwt) => {
    const subscriber = new Subscriber(gateway.url, jwt, CONNECTIONS);
    subscribers.push(subscriber as Subscriber<never>);
    expect(await subscriber.ended()).toBe('close 4401 Unauthorized');
  });
});

describe('transports', () => {
  it('are server-sent events for graphql-sse', async () => {
    const { caller } = await somebody();
    const headers = { authorization: `Bearer ${caller.jwt ?? ''}` };
    const client = createSseClient({ url: `${gateway.url}/graphql`, headers });
    const events = client.iterate<ConnectionChanged>({ query: CONNECTIONS });
    const { value } = (await events.next()) as { value: { data: ConnectionChanged } };
    expect(value.data.bankConnectionChanged.kind).toBe('PRESENT');
    await events.return?.();
    client.dispose();
  });

  it("are multipart in Apollo's form", async () => {
    const { caller } = await somebody();
    const accept = 'multipart/mixed;boundary="graphql";subscriptionSpec="1.0",application/json';
    const { body, headers } = await fetch(`${gateway.url}/graphql`, streamOf(caller, accept));
    expect(headers.get('content-type')).toBe('multipart/mixed;boundary="graphql";subscriptionSpec="1.0"');
    const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    // The boundary behind a part says that it is complete: clients wait for it.
    while (!/payload.*--graphql$/s.test(text)) text += (await reader?.read())?.value ?? '';
    await reader?.cancel();
    expect(text).toMatch(
      /^\r\n--graphql\r\ncontent-type: application\/json\r\n\r\n\{\}\r\n--graphql\r\ncontent-type: application\/json\r\n\r\n\{"payload":\{"data":\{"bankConnectionChanged":\{"kind":"PRESENT"/,
    );
  });

  it.each([
    ['a query', '{ viewer { name } }', 'application/json; charset=utf-8'],
    ['a subscription', CONNECTIONS, 'text/event-stream; charset=utf-8'],
  ])('are chosen by what the operation needs: %s', async (_, query, type) => {
    const { caller } = await somebody();
    // As urql has it.
    const accept =
      'application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed';
    const { headers, body } = await fetch(`${gateway.url}/graphql`, {
      ...streamOf(caller, accept),
      body: JSON.stringify({ query }),
    });
    await body?.cancel();
    expect(headers.get('content-type')?.replace('graphql-response+', '')).toBe(type);
  });

  it('carry queries and mutations as well', async () => {
    const { caller } = await somebody();
    const query = subscribe<{ viewer: { name: string } }>(caller, '{ viewer { name } }');
    expect(typeof (await query.at(0)).viewer.name).toBe('string');
    expect(await query.ended()).toBe('complete');
    expect(await subscribe(caller, '{ nothing }').ended()).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  it('serve a request as usual that offers another upgrade', async () => {
    const body = JSON.stringify({ query: '{ __typename }' });
    const { port } = new URL(gateway.url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(
      `POST /graphql HTTP/1.1\r\nhost: here\r\nconnection: Upgrade, HTTP2-Settings\r\nupgrade: h2c\r\nhttp2-settings: AAMAAABkAAQCAAAAAAIAAAAA\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
    const [answer] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*"__typename":"Query"/);
  });

  it.each([
    ['a page of another origin', '/graphql', { origin: 'https://elsewhere.example' }, 403],
    ['another path', '/elsewhere', {}, 404],
  ])('refuse %s', async (_, path, headers, status) => {
    const response = await fetch(`${gateway.url}${path}`, { headers }).catch(() => undefined);
    expect(response?.status).not.toBe(101);
    const { port } = new URL(gateway.url);
    const socket = connect(Number(port), '127.0.0.1');
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(
      `GET ${path} HTTP/1.1\r\nhost: here\r\nconnection: Upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n${lines.join('')}\r\n`,
    );
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  });
});

it('a shutdown tells clients to connect again, and ends without waiting for them', async () => {
  const own = await GatewayUnderTest.start(bank, { SHUTDOWN_GRACE_SECONDS: '20' });
  const { person } = await somebody();
  const caller = await own.as(person);
  const subscriber = new Subscriber<ConnectionChanged>(own.url, caller.jwt, CONNECTIONS);
  const stream = await fetch(`${own.url}/graphql`, streamOf(caller));
  await subscriber.at(0);
  const closed = own.close();
  expect(await subscriber.ended()).toBe('close 1012 Service restart');
  const text = await stream.text();
  expect(text).toMatch(/retry: 1000\n\n$/);
  expect(text).not.toContain('event: complete');
  await closed;
});

function streamOf({ jwt }: Caller, accept = 'text/event-stream'): RequestInit {
  return {
    method: 'POST',
    headers: { accept, 'content-type': 'application/json', authorization: `Bearer ${jwt ?? ''}` },
    body: JSON.stringify({ query: CONNECTIONS }),
  };
}

async function changesSince(caller: Caller, id: string, since: string | null) {
  const query =
    'query ($id: ID!, $since: String) { account(id: $id) { turnoverChanges(since: $since) { cursor months { month } } } }';
  const { account } = await caller.data<{
    account: { turnoverChanges: { cursor: string; months: readonly unknown[] } };
  }>(query, { id, since });
  return account.turnoverChanges;
}

/** Of a subscription that began and failed at once. */
async function lastCodeOf(subscriber: Subscriber<unknown>): Promise<unknown> {
  await subscriber.ended();
  return subscriber.arrivals.at(-1)?.errors?.[0]?.extensions.code ?? subscriber.end;
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { bankUserGlobalId } from '../../src/domain/global-id.js';
import { GatewayUnderTest, type Caller } from '../support/gateway-under-test.js';
import { connectionIdOf } from '../support/gateways.js';
import { secondsFromNow } from '../support/jwt.js';
import { readMetrics, valueOf } from '../support/prometheus.js';
import { BankUnderTest, type Person, type Shape } from '../support/test-bank.js';
import { until } from '../support/until.js';
import { CallbackRouter, requestSubscription, type SubgraphAnswer } from './callback-router.js';

const CONNECTIONS =
  'subscription ($id: ID) { bankConnectionChanged(connectionId: $id) { kind connection { bankName accounts { id } } } }';
const SYNC = 'mutation ($id: ID!) { syncBankConnection(input: { id: $id, userPresent: true }) { __typename } }';

let bank: BankUnderTest;
let router: CallbackRouter;
let gateway: GatewayUnderTest;

beforeAll(async () => {
  bank = await BankUnderTest.start();
  await bank.set({ syncDelay: 50 });
});

async function start(): Promise<void> {
  router = await CallbackRouter.start();
  gateway = await GatewayUnderTest.start(bank, { SUBSCRIPTION_CALLBACK_URLS: router.url });
}

async function stop(): Promise<void> {
  await gateway.close();
  router.close();
  expect(router.faults).toEqual([]);
}

afterAll(() => bank.close());

async function somebody(shape: Shape = {}): Promise<{ person: Person; caller: Caller }> {
  const person = await bank.addPerson({ syncedAgo: 6 * 3_600, ...shape });
  return { person, caller: await gateway.as(person) };
}

/** Subscribes as the router does. @param changes of `extensions.subscription` */
async function subscribe(
  caller: Caller,
  {
    query = CONNECTIONS,
    variables = {},
    ...changes
  }: { query?: string; variables?: object; [name: string]: unknown } = {},
): Promise<SubgraphAnswer & { readonly id: string }> {
  const subscription = { ...router.create(), ...changes };
  const answer = await requestSubscription(gateway.url, caller.jwt, { query, variables, extensions: { subscription } });
  return { ...answer, id: subscription.subscriptionId };
}

function codeOf({ body }: SubgraphAnswer): string | undefined {
  return body.errors?.[0]?.extensions.code;
}

async function valueOfMetric(name: string, labels = {}): Promise<number> {
  return valueOf(await readMetrics(gateway.url), `xs2a_gateway_${name}`, labels);
}

async function hasEnded(): Promise<void> {
  await until('no subscription is open', async () => (await valueOfMetric('subscriptions')) === 0);
}

describe('a subscription by callback', () => {
  beforeEach(start);
  afterEach(stop);

  it('is confirmed before it is answered, and sends its events', async () => {
    const { person, caller } = await somebody();
    const answer = await subscribe(caller);
    expect(answer).toMatchObject({ status: 200, protocol: 'callback/1.0', body: { data: null } });
    expect(router.messages[0]).toMatchObject({ action: 'check', id: answer.id });
    const event = (kind: string) => ({
      bankConnectionChanged: { kind, connection: { bankName: 'Testbank', accounts: [{}] } },
    });
    expect((await router.arrived(answer.id, 'next')).payload?.data).toMatchObject(event('PRESENT'));
    await caller.data(SYNC, { id: connectionIdOf(person) });
    expect((await router.arrived(answer.id, 'next', 1)).payload?.data).toMatchObject(event('SYNCED'));
  });

  it('is completed without errors when there is nothing more', async () => {
    const { person, caller } = await somebody();
    const { id } = await subscribe(caller, { variables: { id: connectionIdOf(person) } });
    await router.arrived(id, 'next');
    const remove = 'mutation ($id: ID!) { deleteBankConnection(input: { id: $id }) { __typename } }';
    await caller.data(remove, { id: connectionIdOf(person) });
    const complete = await router.arrived(id, 'complete');
    expect(complete).not.toHaveProperty('errors');
    expect(router.of(id).at(-1)).toBe(complete);
    await hasEnded();
  });

  it('ends with the token', async () => {
    const { person } = await somebody();
    const caller = await gateway.with({ sub: 'a', bank_user_id: person.id, exp: secondsFromNow(3) });
    const { id } = await subscribe(caller);
    const { errors } = await router.arrived(id, 'complete');
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['UNAUTHENTICATED']);
    await hasEnded();
  });

  it('ends with the bank user', async () => {
    const { person, caller } = await somebody();
    const { id } = await subscribe(caller);
    await router.arrived(id, 'next');
    const remove = 'mutation ($id: ID!) { deleteBankUser(input: { id: $id }) { __typename } }';
    await (await gateway.service()).data(remove, { id: bankUserGlobalId(person.id) });
    await router.arrived(id, 'complete');
    expect(JSON.stringify(router.of(id, 'next').at(-1)?.payload)).toMatch(/NOT_FOUND|DELETED/);
    await hasEnded();
  });

  it('is completed by a shutdown, which waits for that', async () => {
    const { caller } = await somebody();
    const { id } = await subscribe(caller);
    await router.arrived(id, 'next');
    await gateway.close();
    const [complete] = router.of(id, 'complete');
    expect(complete?.errors?.map(({ extensions }) => extensions.code)).toEqual(['OVERLOADED']);
  });

  it('is refused by a shutdown while the router has yet to confirm it', async () => {
    const { caller } = await somebody();
    router.behaviour = ({ action }) => action === 'check';
    const answering = subscribe(caller);
    await until('the router is asked', () => router.messages.length === 1);
    await gateway.close();
    const answer = await answering;
    expect([answer.status, codeOf(answer)]).toEqual([503, 'OVERLOADED']);
    expect(router.of(router.messages[0]?.id ?? '').map(({ action }) => action)).toEqual(['check']);
  });

  // More than there are connections to routers, and few enough to be told of the end in time on a busy machine.
  it('is one of seventy, each of which gets its own events', async () => {
    const people = await Promise.all(Array.from({ length: 5 }, () => somebody()));
    const callers = people.flatMap(({ caller }) => Array<Caller>(14).fill(caller));
    const answers = await Promise.all(callers.map((caller) => subscribe(caller)));
    expect(answers.map(({ status }) => status)).toEqual(Array(70).fill(200));
    await Promise.all(answers.map(({ id }) => router.arrived(id, 'next')));
    const [first] = people;
    await first?.caller.data(SYNC, { id: connectionIdOf(first.person) });
    const [own, others] = [answers.slice(0, 14), answers.slice(14)];
    await Promise.all(own.map(({ id }) => router.arrived(id, 'next', 1)));
    await gateway.close();
    expect(others.flatMap(({ id }) => router.of(id, 'next')).length).toBe(56);
    expect(answers.map(({ id }) => router.of(id, 'complete').length)).toEqual(Array(70).fill(1));
  });

  it('has heartbeats as the router wants them', async () => {
    const { caller } = await somebody();
    const { id } = await subscribe(caller, { heartbeatIntervalMs: 1_000 });
    await router.arrived(id, 'check', 2);
    router.forget(id);
    await hasEnded();
  });

  it('sends one message at a time, however slow the router is', async () => {
    const { caller } = await somebody();
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const slow = router.create();
    router.behaviour = ({ action, id }) => action === 'next' && id === slow.subscriptionId && held.then(() => false);
    const { id } = await subscribe(caller, { ...slow, heartbeatIntervalMs: 1_000 });
    await router.arrived(id, 'next');
    // Its own heartbeat is due before that of a younger subscription.
    const younger = await subscribe(caller, { heartbeatIntervalMs: 1_000 });
    await router.arrived(younger.id, 'check', 1);
    expect(router.of(id, 'check')).toHaveLength(1);
    release();
    await router.arrived(id, 'check', 1);
  });

  it('ends without another word when the router does not know it any more', async () => {
    const { person, caller } = await somebody();
    const { id } = await subscribe(caller);
    await router.arrived(id, 'next');
    router.forget(id);
    await caller.data(SYNC, { id: connectionIdOf(person) });
    await hasEnded();
    expect(router.of(id, 'next')).toHaveLength(2);
    expect(router.of(id, 'complete')).toEqual([]);
  });

  it('sends a message again that the router failed to take', async () => {
    const { caller } = await somebody();
    let failures = 2;
    router.behaviour = ({ action }, response) => {
      if (action !== 'next' || failures-- <= 0) return false;
      if (failures === 1) response.destroy();
      else response.writeHead(503).end();
      return true;
    };
    const { id } = await subscribe(caller);
    await router.arrived(id, 'next', 2);
    expect(new Set(router.of(id, 'next').map(({ payload }) => JSON.stringify(payload))).size).toBe(1);
    expect(await valueOfMetric('subscriptions')).toBe(1);
  });

  it('ends when the router fails again and again', async () => {
    const { caller } = await somebody();
    router.behaviour = ({ action }, response) => action === 'next' && Boolean(response.writeHead(500).end());
    const { id } = await subscribe(caller);
    await hasEnded();
    expect(router.of(id, 'next')).toHaveLength(4);
    expect(router.of(id, 'complete')).toEqual([]);
    expect(await valueOfMetric('callback_failures_total', { failure: 'UNREACHABLE' })).toBe(1);
  });

  it('takes the place of an older one that the router has forgotten, whose id is the same', async () => {
    const { person, caller } = await somebody();
    const { id } = await subscribe(caller);
    await router.arrived(id, 'next');
    await subscribe(caller, router.create(id));
    await router.arrived(id, 'next', 1);
    await until('the older one is gone', async () => (await valueOfMetric('subscriptions')) === 1);
    await caller.data(SYNC, { id: connectionIdOf(person) });
    await router.arrived(id, 'next', 2);
    expect(router.of(id, 'complete')).toEqual([]);
  });

  it('of another caller stays when somebody uses its id', async () => {
    const [first, second] = [await somebody(), await somebody()];
    const { id } = await subscribe(first.caller);
    await router.arrived(id, 'next');
    await subscribe(second.caller, router.create(id));
    await router.arrived(id, 'next', 1);
    expect(await valueOfMetric('subscriptions')).toBe(2);
  });
});

describe('the router’s word', () => {
  beforeEach(start);
  afterEach(stop);

  it.each<[string, (router: CallbackRouter) => void]>([
    [
      'is of another protocol',
      (it) =>
        (it.behaviour = (_message, response) =>
          Boolean(response.writeHead(204, { 'subscription-protocol': 'pigeon/1.0' }).end())),
    ],
    [
      'has another status',
      (it) =>
        (it.behaviour = (_message, response) =>
          Boolean(response.writeHead(200, { 'subscription-protocol': 'callback/1.0' }).end())),
    ],
    ['is an error', (it) => (it.behaviour = (_message, response) => Boolean(response.writeHead(500).end()))],
    ['is a hang-up', (it) => (it.behaviour = (_message, response) => Boolean(response.destroy()))],
  ])('%s: there is no subscription', async (_, prepare) => {
    const { caller } = await somebody();
    prepare(router);
    const answer = await subscribe(caller);
    expect([answer.status, codeOf(answer)]).toEqual([400, 'BAD_USER_INPUT']);
    expect(router.messages.map(({ action }) => action)).toEqual(['check']);
    expect(await valueOfMetric('subscriptions')).toBe(0);
    expect(await valueOfMetric('callback_failures_total', { failure: 'UNCONFIRMED' })).toBe(1);
  });

  it('never leads elsewhere: redirections are not followed', async () => {
    const { caller } = await somebody();
    let visits = 0;
    const elsewhere = createServer((_request, response) => {
      visits += 1;
      response.writeHead(204, { 'subscription-protocol': 'callback/1.0' }).end();
    });
    elsewhere.listen(0, '127.0.0.1');
    await once(elsewhere, 'listening');
    const location = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/callback`;
    router.behaviour = (_message, response) => Boolean(response.writeHead(307, { location }).end());
    expect((await subscribe(caller)).status).toBe(400);
    expect(visits).toBe(0);
    elsewhere.close();
  });

  it('may be endless: nobody reads it', async () => {
    const { person, caller } = await somebody();
    let poured = 0;
    router.behaviour = ({ action }, response) => {
      if (action !== 'next') return false;
      const pour = (): void => {
        do poured += 65_536;
        while (!response.destroyed && response.write('x'.repeat(65_536)));
        if (!response.destroyed) response.once('drain', pour);
      };
      pour();
      return true;
    };
    const { id } = await subscribe(caller);
    await router.arrived(id, 'next');
    await caller.data(SYNC, { id: connectionIdOf(person) });
    expect(JSON.stringify(await router.arrived(id, 'next', 1))).toContain('"SYNCED"');
    // What the sockets hold, at most.
    expect(poured).toBeLessThan(32 * 1024 * 1024);
  });
});

describe('nothing is sent', () => {
  beforeAll(start);
  afterAll(stop);
  const BROKEN = 'subscription { bankConnectionChanged { kind ';
  afterEach(() => {
    expect([router.connections, router.messages]).toEqual([0, []]);
  });

  it('for an anonymous caller', async () => {
    const answer = await subscribe(gateway.anonymous());
    expect([codeOf(answer), answer.protocol]).toEqual(['UNAUTHENTICATED', null]);
  });

  it.each([
    ['without an end', BROKEN],
    ['with a field that there is not', 'subscription { bankConnectionChanged { colour } }'],
    ['with two fields', 'subscription { a: bankConnectionChanged { kind } b: bankConnectionChanged { kind } }'],
    ['with somebody else’s connection', 'subscription { bankConnectionChanged(connectionId: "bm9uZQ") { kind } }'],
  ])('for a document %s', async (_, query) => {
    const { caller } = await somebody();
    const answer = await subscribe(caller, { query });
    expect(answer.body.errors).toHaveLength(1);
    expect(answer.body.data ?? null).toBeNull();
    expect(answer.protocol).toBeNull();
  });

  it('for a query, which is answered', async () => {
    const { caller } = await somebody();
    const { status, body } = await subscribe(caller, { query: '{ viewer { __typename } }' });
    expect([status, body.data]).toEqual([200, { viewer: { __typename: 'BankUser' } }]);
  });

  it('when a caller has too many subscriptions', async () => {
    const other = await CallbackRouter.start();
    const { caller } = await somebody();
    const own = await GatewayUnderTest.start(bank, {
      SUBSCRIPTION_CALLBACK_URLS: `${other.url},${router.url}`,
      SUBSCRIPTIONS_PER_BANK_USER: '1',
    });
    const ask = (subscription: object) =>
      requestSubscription(own.url, caller.jwt, { query: CONNECTIONS, extensions: { subscription } });
    expect((await ask(other.create())).status).toBe(200);
    expect(codeOf(await ask(router.create()))).toBe('RATE_LIMITED');
    await own.close();
    other.close();
  });

  it('where callbacks are switched off', async () => {
    const { caller } = await somebody();
    const own = await GatewayUnderTest.start(bank);
    const extensions = { subscription: router.create() };
    const answer = await requestSubscription(own.url, caller.jwt, { query: CONNECTIONS, extensions });
    expect([answer.status, answer.body.errors?.[0]?.message]).toEqual([
      400,
      'This gateway sends no callbacks: SUBSCRIPTION_CALLBACK_URLS is not set.',
    ]);
    await own.close();
  });

  it.each<[string, object]>([
    ['without an extension', { callbackUrl: undefined }],
    ['with a URL that is none', { callbackUrl: 'callback' }],
    ['with a number for a URL', { callbackUrl: 1 }],
    ['without an id', { subscriptionId: '' }],
    ['with a list for an id', { subscriptionId: ['a'] }],
    ['with a verifier that is too long', { verifier: 'x'.repeat(1_001) }],
    ['without a verifier', { verifier: undefined }],
    ['without an interval', { heartbeatIntervalMs: undefined }],
    ['with a heartbeat every millisecond', { heartbeatIntervalMs: 1 }],
    ['with a negative interval', { heartbeatIntervalMs: -5_000 }],
    ['with a text for an interval', { heartbeatIntervalMs: '5000' }],
  ])('for a request %s', async (_, changes) => {
    const { caller } = await somebody();
    const answer = await subscribe(caller, { ...changes });
    expect([answer.status, codeOf(answer)]).toEqual([400, 'BAD_USER_INPUT']);
    expect(await valueOfMetric('subscriptions')).toBe(0);
  });

  it.each<[string, (port: number) => string]>([
    ['of another path', (port) => `http://127.0.0.1:${port}/admin`],
    ['whose path only begins like it', (port) => `http://127.0.0.1:${port}/callbacks/1`],
    ['that climbs', (port) => `http://127.0.0.1:${port}/callback/../admin`],
    ['that climbs in code', (port) => `http://127.0.0.1:${port}/callback/%2e%2e/admin`],
    ['that would climb where slashes are decoded', (port) => `http://127.0.0.1:${port}/callback/..%2fadmin`],
    [
      'that would climb where everything is decoded twice',
      (port) => `http://127.0.0.1:${port}/callback/%252e%252e%252fadmin`,
    ],
    ['that climbs by backslashes', (port) => `http://127.0.0.1:${port}/callback\\..\\admin`],
    ['with parameters of a path', (port) => `http://127.0.0.1:${port}/callback/..;/admin`],
    ['with a query', (port) => `http://127.0.0.1:${port}/callback/1?to=http://evil.example`],
    ['with a fragment', (port) => `http://127.0.0.1:${port}/callback/1#/`],
    ['with credentials', (port) => `http://user:password@127.0.0.1:${port}/callback/1`],
    ['of a host behind an @', (port) => `http://127.0.0.1:${port}@evil.example/callback/1`],
    ['of a host with the same beginning', (port) => `http://127.0.0.1.evil.example:${port}/callback/1`],
    ['of a host with a dot at its end', (port) => `http://localhost.:${port}/callback/1`],
    ['of another name of this machine', (port) => `http://localhost:${port}/callback/1`],
    ['of the same address as IPv6', (port) => `http://[::ffff:127.0.0.1]:${port}/callback/1`],
    ['of IPv6’s loopback', (port) => `http://[::1]:${port}/callback/1`],
    ['of the address of everything', (port) => `http://0.0.0.0:${port}/callback/1`],
    ['of another port', (port) => `http://127.0.0.1:${port === 80 ? 81 : 80}/callback/1`],
    ['of another scheme', (port) => `https://127.0.0.1:${port}/callback/1`],
    ['of a file', () => 'file:///callback/1'],
    ['of data', () => 'data:,callback'],
    ['without a scheme', (port) => `//127.0.0.1:${port}/callback/1`],
  ])('to a URL %s', async (_, urlOf) => {
    const { caller } = await somebody();
    const callbackUrl = urlOf(router.port);
    const answer = await subscribe(caller, { callbackUrl });
    expect([answer.status, codeOf(answer)]).toEqual([400, 'BAD_USER_INPUT']);
    expect(JSON.stringify(answer.body)).not.toContain(callbackUrl);
  });
});

describe('the request', () => {
  beforeAll(start);
  afterAll(stop);

  it.each(['application/json', '*/*', 'application/json;callbackSpec=2.0', 'application/jsonp;callbackSpec=1.0'])(
    'Accept: %s does not, and gets no subscription',
    async (accept) => {
      const { caller } = await somebody();
      const extensions = { subscription: router.create() };
      const answer = await requestSubscription(gateway.url, caller.jwt, { query: CONNECTIONS, extensions }, accept);
      expect(answer.body).not.toHaveProperty('data');
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(router.requests).toBe(0);
    },
  );

  it.each([
    'application/json;callbackSpec=1.0',
    'application/json; callbackSpec="1.0"',
    'text/html, APPLICATION/JSON ; callbackspec = 1.0',
  ])('Accept: %s asks for callbacks', async (accept) => {
    const { caller } = await somebody();
    const extensions = { subscription: router.create() };
    const answer = await requestSubscription(gateway.url, caller.jwt, { query: CONNECTIONS, extensions }, accept);
    expect(answer.protocol).toBe('callback/1.0');
  });

  it('takes other spellings of the same URL', async () => {
    const { caller } = await somebody();
    const subscription = router.create();
    const callbackUrl = `HTTP://2130706433:${router.port}/callback/./${subscription.subscriptionId}`;
    expect((await subscribe(caller, { ...subscription, callbackUrl })).status).toBe(200);
  });
});

it('keeps the verifier, the URL and the events to itself', async () => {
  await start();
  const { caller } = await somebody({ name: 'Kunigunde Callback' });
  const subscription = router.create();
  await subscribe(caller, subscription);
  await router.arrived(subscription.subscriptionId, 'next');
  router.behaviour = (_message, response) => Boolean(response.destroy());
  const unconfirmed = router.create();
  await subscribe(caller, unconfirmed);
  const metrics = JSON.stringify(await readMetrics(gateway.url));
  await stop();
  const observed = gateway.observed.join('\n') + metrics;
  for (const secret of [subscription.verifier, unconfirmed.verifier, subscription.subscriptionId]) {
    expect(observed.includes(secret)).toBe(false);
  }
});

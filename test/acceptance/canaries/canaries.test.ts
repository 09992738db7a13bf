import { setTimeout as pause } from 'node:timers/promises';
import { sendRaw, type HostileRequest } from '../../graphql/limits/hostile/request.js';
import { describeWithRedis } from '../../support/redis.js';
import { Hold } from '../other-xs2a/faults.js';
import { GatewayProcess } from '../../support/gateway-process.js';
import { sightings } from './canary.js';
import { faultyAnswers, passingAnswers } from './faults.js';
import { HappyPaths } from './happy.js';
import { hostileArguments, hostileBytes, hostileRequests } from './hostile.js';
import { publishedSchema } from './operations.js';
import { account, full, person } from './person.js';
import { Scene, SECRETS } from './scene.js';

/** See crash.js. */
const CRASHES = [
  ...['throw', 'throw what is no error', 'throw an error with another stack'],
  ...['reject with several', 'reject with a text', 'choke on JSON', 'choke on a URL'],
];

const AT_A_TIME = 8;

describeWithRedis('what must never be told', () => {
  const schema = publishedSchema();
  let scene: Scene;

  beforeAll(async () => {
    scene = await Scene.open();
    scene.xs2a.world.banks.push({ name: 'Kanarienbank', bank_code: '88888888', country_id: 'DE', bic: 'TESTDE88XXX' });
  });

  async function expectNothingTold(): Promise<void> {
    const nowhere = { output: [], metrics: [], traces: [], redis: [], errors: [], data: [] };
    expect(await scene.sightings()).toEqual(nowhere);
  }

  afterAll(() => scene.close());

  it('is not told when all goes well', async () => {
    const paths = new HappyPaths(scene, schema);
    await paths.walk();
    const fields = { ...schema.getQueryType()?.getFields(), ...schema.getMutationType()?.getFields() };
    expect(Object.keys(fields).filter((name) => !paths.done.has(name))).toEqual([]);
    await expectNothingTold();
  });

  it('is not told to who hands it in as an argument', async () => {
    await sendAll(scene, hostileArguments(schema, handedIn(scene)));
    await expectNothingTold();
  });

  it('is not told to who writes it into documents, headers, paths and bodies', async () => {
    // An IBAN is also a name in GraphQL, a request id, and an id of XS2A.
    await sendAll(scene, hostileRequests(String(account.raw.iban)));
    await sendAll(scene, hostileRequests(SECRETS.pin));
    for (const raw of hostileBytes(SECRETS.pin)) scene.answers.push(await sendRaw(scene.gateway.url, raw));
    await expectNothingTold();
  });

  it('is not told to a router that asks for traces', async () => {
    const headers = { 'apollo-federation-include-trace': 'ftv1', 'x-router-secret': SECRETS.router };
    const query = '{ viewer { id } account(id: "none") { id } }';
    const { text } = await scene.send({ kind: 'a trace', headers, body: { query } }, scene.asPerson);
    expect(text).toContain('"ftv1"');
    await scene.send({ kind: 'a trace', headers, body: { query: '{ nothing }' } }, undefined);
    await expectNothingTold();
  });

  it('is not told of tokens that are refused', async () => {
    const user = { bank_user_id: person.id };
    const { pin: kid } = SECRETS;
    const tokens = [
      scene.jwt({ ...user, exp: 1 }),
      scene.jwt({ ...user, sub: { name: SECRETS.claim } }),
      scene.jwt({ bank_user_id: SECRETS.claim }),
      scene.jwt({ ...user, nbf: 9_999_999_999 }),
      ...['kid', 'jku', 'typ', 'crit', 'alg'].map((name) => scene.jwt(user, { alg: 'HS256', [name]: kid })),
      `${scene.asPerson}.${scene.asPerson}`,
    ];
    for (const token of tokens) {
      const { status } = await scene.send({ kind: 'a bad token', body: { query: '{ viewer { id } }' } }, token);
      expect([200, 401]).toContain(status);
    }
    const odd = { authorization: `Basic ${Buffer.from(`api:${scene.xs2a.apiKey}`).toString('base64')}` };
    const { status } = await scene.send(
      { kind: 'another scheme', headers: odd, body: { query: '{ viewer { id } }' } },
      undefined,
    );
    expect(status).toBe(401);
    await expectNothingTold();
  });

  it('is not told by webhooks', async () => {
    const { webhook } = SECRETS;
    const bodies = [
      webhook,
      { id: webhook },
      { id: 'known', data: webhook },
      { id: 'unknown', [webhook]: webhook },
      [webhook],
    ];
    scene.xs2a.world.events.set('known', { id: 'known', type: webhook, message: webhook, data: full.raw });
    for (const body of bodies) await scene.send({ kind: 'webhook', path: '/webhooks/xs2a', body }, undefined);
    await scene.send(
      { kind: 'webhook', path: `/webhooks/xs2a?key=${encodeURIComponent(webhook)}`, body: `{"id": ${webhook}` },
      undefined,
    );
    await expectNothingTold();
  });

  it('is not told when upstream says all that it knows', async () => {
    const texts = [...scene.secrets(), ...scene.personal()]
      .map(({ value }) => value)
      .filter((value) => value.length < 200);
    const reads = new HappyPaths(scene, schema);
    for (const [how, answer] of Object.entries(faultyAnswers(texts))) {
      const lift = scene.xs2a.fault({ path: /./, strike: { kind: 'answer', answer } });
      await reads.try(how);
      lift();
    }
    for (const answer of Object.values(passingAnswers(texts))) {
      const lift = scene.xs2a.fault({ path: /./, times: 1, strike: { kind: 'answer', answer } });
      await scene.send({ kind: 'a fault', body: { query: '{ viewer { name accounts { iban } } }' } }, scene.asPerson);
      lift();
    }
    for (const kind of ['reset', 'lose-answer'] as const) {
      const lift = scene.xs2a.fault({ path: /./, times: 2, strike: { kind } });
      await scene.send({ kind: 'a fault', body: { query: '{ viewer { name accounts { iban } } }' } }, scene.asPerson);
      lift();
    }
    await expectNothingTold();
  });

  it('is not told by crashes, with requests under way', async () => {
    // Two at a time, lest they keep each other from starting.
    for (let begun = 0; begun < CRASHES.length; begun += 2) {
      await Promise.all(CRASHES.slice(begun, begun + 2).map((crash) => expectQuietCrash(crash)));
    }
    await expectNothingTold();
  });

  async function expectQuietCrash(crash: string): Promise<void> {
    const gateway = await scene.startToCrash(crash);
    const hold = new Hold();
    const lift = scene.xs2a.fault({ path: /^\/v1\/api\/connections/, times: 1, strike: { kind: 'hold', hold } });
    const asked = beginConnection(gateway.url, scene.asPerson).catch(() => undefined);
    await Promise.race([hold.arrived, asked]);
    gateway.signal('SIGUSR2');
    const isSurvived = crash.startsWith('reject');
    if (isSurvived) {
      while (!gateway.output.includes('"event":"error.unhandledRejection"')) await pause(20);
      hold.release();
      expect([crash, (await asked)?.status]).toEqual([crash, 200]);
    }
    expect([crash, isSurvived ? await gateway.stop() : await gateway.ended]).toEqual([crash, isSurvived ? 0 : 1]);
    expect(gateway.output.includes('"event":"gateway.crashed"')).toBe(!isSurvived);
    expect([crash, ...sightings(gateway.output, scene.all())]).toEqual([crash]);
    hold.release();
    lift();
    await asked;
  }

  it('is not told by starts that fail', async () => {
    const outputs = FAULTY_STARTS.map(async (env) => {
      const gateway = GatewayProcess.spawn({ ...scene.env, ...env });
      await gateway.endByItself();
      return gateway.output;
    });
    for (const [index, output] of (await Promise.all(outputs)).entries()) {
      expect([index, output === '', ...sightings(output, scene.all())]).toEqual([index, false]);
    }
    await expectNothingTold();
  });

  it('would have been found', async () => {
    expect(await scene.looked()).toEqual({ output: true, metrics: true, traces: true, redis: true, errors: true });
  });
});

/** Environments with secrets in them that are wrong, or where they do not belong. */
const FAULTY_STARTS: readonly Readonly<Record<string, string>>[] = [
  {
    XS2A_BASE_URL: `https://api:${SECRETS.redisPassword}@xs2a.example`,
    AUTH_JWKS_URL: `https://${SECRETS.redisPassword}@id.example/#${SECRETS.jwtSecret}`,
    STORE_URL: `redis://:${SECRETS.redisPassword}@:x`,
    CACHE_URL: SECRETS.redisPassword,
    ENCRYPTION_KEY: `${SECRETS.encryptionKey.toString('base64')}AAAA`,
    XS2A_API_KEY: `${SECRETS.pin}\n${SECRETS.share}`,
    CORS_ORIGINS: SECRETS.pin,
    AUTH_SERVICE_SCOPE: SECRETS.jwtSecret,
    AUTH_JWT_SECRETS: SECRETS.jwtSecret,
  },
  { AUTH_JWT_SECRET: SECRETS.tan, ENCRYPTION_KEY: `${SECRETS.encryptionKey.toString('base64')},${SECRETS.pin}` },
  { PORT: SECRETS.pin, HOST: SECRETS.pin, LOG_LEVEL: SECRETS.pin, NODE_ENV: SECRETS.pin },
  { TRUSTED_DOCUMENTS: `/nowhere/${SECRETS.redisPassword}` },
  {
    STORE_URL: `redis-sentinel://:${SECRETS.redisPassword}@one,two`,
    REDIS_SENTINEL_PASSWORD: `${SECRETS.redisPassword}\n`,
    REDIS_CA_FILE: `/nowhere/${SECRETS.pin}`,
  },
  {
    STORE_URL: `redis-sentinel://:${SECRETS.redisPassword}@127.0.0.1:1/main`,
    CACHE_URL: `rediss-cluster://:${SECRETS.redisPassword}@127.0.0.1:1`,
    REDIS_SENTINEL_PASSWORD: SECRETS.redisPassword,
  },
];

/** What callers can hand in of what they are not to see again, in forms that fit into more or fewer places. */
function handedIn(scene: Scene): readonly string[] {
  const { pin, share, newName } = SECRETS;
  const sessions = [...scene.xs2a.world.sessions.values()].map(({ key }) => key);
  return [pin, String(account.raw.iban), share, newName, scene.asPerson, ...sessions.slice(0, 2)];
}

/** A write that upstream is asked for at once. */
function beginConnection(url: string, jwt: string): Promise<Response> {
  const id = JSON.stringify(SECRETS.pin);
  const query = `mutation { createBankConnection(input: { fintsProductId: ${id} }) { __typename } }`;
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${jwt}` };
  return fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
}

async function sendAll(scene: Scene, requests: Iterable<HostileRequest>): Promise<void> {
  const senders = [scene.asPerson, scene.asService, undefined, `${scene.asPerson}x`];
  const all = [...requests];
  for (let sent = 0; sent < all.length; sent += AT_A_TIME) {
    const batch = all.slice(sent, sent + AT_A_TIME);
    await Promise.all(
      batch.map((request, index) => scene.send(request, senders[(sent / AT_A_TIME + index) % senders.length])),
    );
  }
}

describe('the search', () => {
  const value = SECRETS.pin;
  const canaries = [{ name: 'pin', value }];

  it.each<[string, string]>([
    ['as it is', `x${value}y`],
    ['JSON', JSON.stringify({ value })],
    ['URL-encoding', `https://example.com/?x=${encodeURIComponent(value)}`],
    ['a form', new URLSearchParams({ a: 'ü', value }).toString()],
    ['hex', Buffer.from(`..${value}..`).toString('hex')],
    ...[0, 1, 2, 3].map((offset): [string, string] => [
      `base64 at ${offset}`,
      Buffer.from(`${'x'.repeat(offset)}${value}behind`).toString('base64'),
    ]),
    ['base64url', Buffer.from(`api:${value}`).toString('base64url')],
  ])('finds a canary in %s', (_, text) => {
    expect(sightings(text, canaries)).toHaveLength(1);
    expect(sightings(text.slice(0, value.length / 2), canaries)).toEqual([]);
  });
});

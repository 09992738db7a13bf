import { post } from '../support/demo-gateway.js';
import { GatewayProcess } from '../support/gateway-process.js';
import { bankUserToken, secondsFromNow } from '../support/jwt.js';
import { describeWithRedis, RedisServer } from '../support/redis.js';
import { BankUnderTest, type Person } from '../support/test-bank.js';
import { until } from '../support/until.js';
import { Issuer, signingKey, type SigningKey } from '../auth/issuer.js';

const [OLD, NEW] = [1, 2].map((byte) => Buffer.alloc(32, byte).toString('base64'));
const [OLD_SECRET, NEW_SECRET] = ['an old secret', 'a new secret'].map(
  (name) => `${name} of more than thirty characters`,
);

/** As docs/operations.md has them, of both rotations at once. */
const STEPS = [
  { ENCRYPTION_KEY: `${OLD}`, AUTH_JWT_SECRET: `${OLD_SECRET}` },
  { ENCRYPTION_KEY: `${OLD},${NEW}`, AUTH_JWT_SECRET: `${NEW_SECRET}`, AUTH_JWT_SECRET_PREVIOUS: `${OLD_SECRET}` },
  { ENCRYPTION_KEY: `${NEW},${OLD}`, AUTH_JWT_SECRET: `${NEW_SECRET}`, AUTH_JWT_SECRET_PREVIOUS: `${OLD_SECRET}` },
  { ENCRYPTION_KEY: `${NEW}`, AUTH_JWT_SECRET: `${NEW_SECRET}` },
];

const WRITE = `mutation($key: String!) { createBankConnection(input: { syncMode: NONE, idempotencyKey: $key }) {
  ... on CreateBankConnectionSuccess { wizardSession { transactionId } }
} }`;

/** In a rotation, instances of a step run beside those of the step before: one after the other is restarted. */
describeWithRedis('instances over one Redis, whose keys are replaced', () => {
  let bank: BankUnderTest;
  let redis: RedisServer;
  let person: Person;
  let instances: GatewayProcess[] = [];

  beforeAll(async () => {
    [bank, redis] = await Promise.all([BankUnderTest.start(), RedisServer.start()]);
    person = await bank.addPerson();
  });

  afterAll(async () => {
    await Promise.all([bank.close(), redis.kill()]);
  });

  function start(variables: Readonly<Record<string, string>>): Promise<GatewayProcess> {
    return GatewayProcess.start({
      ...{ XS2A_BASE_URL: bank.url, XS2A_API_KEY: bank.apiKey, ENCRYPTION_KEY: `${OLD}` },
      ...{ STORE_URL: redis.url, CACHE_URL: redis.url },
      ...variables,
    });
  }

  async function stop(): Promise<void> {
    const stopped = instances.splice(0);
    expect(await Promise.all(stopped.map((instance) => instance.stop()))).toEqual(stopped.map(() => 0));
  }

  function at(index: number): GatewayProcess {
    const instance = instances[index];
    if (instance === undefined) throw new RangeError('There is no such instance.');
    return instance;
  }

  describe('step by step', () => {
    beforeAll(async () => {
      instances = await Promise.all(STEPS.map(start));
    });
    afterAll(stop);

    /** @returns the bank login that was begun by this key, now or before */
    async function beginLogin(step: number, key: string): Promise<string> {
      const { AUTH_JWT_SECRET } = STEPS[step] ?? { AUTH_JWT_SECRET: '' };
      const token = bankUserToken(person.id, AUTH_JWT_SECRET);
      const { status, data, errors } = await post(at(step).url, { query: WRITE, variables: { key } }, token);
      expect({ status, errors }).toEqual({ status: 200, errors: undefined });
      const { createBankConnection } = data as { createBankConnection: { wizardSession: { transactionId: string } } };
      return createBankConnection.wizardSession.transactionId;
    }

    it.each([
      [0, 1],
      [1, 2],
      [2, 3],
    ])('find what others have written while some are at step %i and some at step %i', async (before, after) => {
      // The last step is taken a day later, when what the old key has written is gone.
      if (after === 3) await redis.empty();
      for (const [writer, reader] of [
        [before, after],
        [after, before],
      ] as const) {
        const key = `from-${before}-to-${after}-by-${writer}`;
        const login = await beginLogin(writer, key);
        expect(await beginLogin(reader, key)).toBe(login);
        expect(await beginLogin(writer, key)).toBe(login);
      }
      for (const step of [before, after]) expect(at(step).output).not.toContain('store.recordRefused');
      const { 'PUT /v1/api/users/{id}/accesstokens': tokens } = await bank.callsFor(person);
      if (after < 3) expect(tokens).toBe(1);
    });

    it('find at step 2 what was written before the first one', async () => {
      const login = await beginLogin(0, 'early');
      expect(await beginLogin(2, 'early')).toBe(login);
    });

    it('would execute a write twice without step 1', async () => {
      const login = await beginLogin(2, 'step-missing');
      expect(await beginLogin(0, 'step-missing')).not.toBe(login);
    });

    it('take tokens of either secret, but for the first and the last step', async () => {
      const statuses = (secret: string) =>
        Promise.all(
          instances.map(({ url }) =>
            post(url, { query: '{ viewer { id } }' }, bankUserToken(person.id, secret)).then(({ status }) => status),
          ),
        );
      expect(await statuses(`${OLD_SECRET}`)).toEqual([200, 200, 200, 401]);
      expect(await statuses(`${NEW_SECRET}`)).toEqual([401, 200, 200, 200]);
    });
  });

  it('follow the identity provider from one key to the next', async () => {
    const [oldKey, newKey] = await Promise.all([signingKey('old'), signingKey('new')]);
    const issuer = await Issuer.start(oldKey);
    const variables = { AUTH_JWKS_URL: issuer.url, NODE_OPTIONS: PRELOAD };
    instances = [await start(variables)];
    const statusWith = async (key: SigningKey) => {
      const token = await key.sign({ bank_user_id: person.id, exp: secondsFromNow(3_600) });
      return (await post(at(0).url, { query: '{ viewer { id } }' }, token)).status;
    };
    expect(await statusWith(oldKey)).toBe(200);
    issuer.keys = [oldKey.jwk, newKey.jwk];
    // Whoever signs with it at once is ahead of the instance.
    expect(await statusWith(newKey)).toBe(401);
    await passTenMinutes();
    expect(await statusWith(newKey)).toBe(200);
    expect(await statusWith(oldKey)).toBe(200);
    issuer.keys = [newKey.jwk];
    await passTenMinutes();
    expect(await statusWith(newKey)).toBe(200);
    expect(await statusWith(oldKey)).toBe(401);
    await stop();
    await issuer.stop();
  });

  async function passTenMinutes(): Promise<void> {
    const seen = at(0).stdout.split('later').length;
    at(0).signal('SIGUSR2');
    await until('its clock has moved', () => at(0).stdout.split('later').length > seen);
  }
});

/** Ten minutes and some pass in the process when it is told so. */
const PRELOAD = `--import=data:text/javascript,${encodeURIComponent(
  `const now = performance.now.bind(performance);
   let later = 0;
   performance.now = () => now() + later;
   process.on('SIGUSR2', () => { later += 660_000; console.log('later'); });`,
)}`;

import { randomBytes } from 'node:crypto';
import { Agent } from 'undici';
import { AccessTokens } from '../../src/datasources/access-tokens.js';
import { ENDPOINTS, type BankUserEndpoint } from '../../src/datasources/endpoints.js';
import { Meter } from '../../src/datasources/meter.js';
import { CircuitBreaker } from '../../src/datasources/transport/circuit-breaker.js';
import { FairQueue } from '../../src/datasources/transport/fair-queue.js';
import { Transport } from '../../src/datasources/transport/transport.js';
import { Upstream, UPSTREAM_LIMITS, type UpstreamLimits } from '../../src/datasources/upstream.js';
import { Xs2a } from '../../src/datasources/xs2a.js';
import { openStore } from '../../src/store/open-store.js';
import { BankUnderTest, type Person } from '../support/test-bank.js';

describe('a call as a bank user', () => {
  const bank = { current: undefined as unknown as BankUnderTest };
  const dispatcher = new Agent();
  const store = openStore(
    { kind: 'memory' },
    { namespace: 'store', encryptionKeys: [randomBytes(32)], onEvent: ignore },
  );
  let person: Person;

  beforeAll(async () => {
    bank.current = await BankUnderTest.start({ seeded: false });
  });

  beforeEach(async () => {
    person = await bank.current.addPerson({ accounts: 1 });
  });

  afterEach(() => bank.current.heal());

  afterAll(async () => {
    await dispatcher.destroy();
    await store.close();
    await bank.current.close();
  });

  /** Of a gateway; all of them share the store. */
  function instance(total = 8, limits?: UpstreamLimits) {
    const transport = new Transport(bank.current.url, dispatcher);
    const upstream = new Upstream(transport, new CircuitBreaker(ignore), ignore, limits);
    const tokens = new AccessTokens(upstream, bank.current.apiKey, store, () => new Date(), ignore);
    const xs2a = new Xs2a(upstream, bank.current.apiKey, tokens, new FairQueue({ total, perOwner: total }), {
      owner: person.id,
    });
    const read = async (endpoint: BankUserEndpoint) =>
      (await xs2a.asBankUser(person.id, endpoint, { meter: new Meter() })).status;
    return {
      readAccounts: () => read(ENDPOINTS.listAccounts),
      readConnections: () => read(ENDPOINTS.listConnections),
    };
  }

  /** Those that XS2A has taken. */
  const calls = () => bank.current.callsFor(person);
  const LIST = 'GET /v1/api/accounts';
  const CREATED = 'PUT /v1/api/users/{id}/accesstokens';

  it('is made once more with a new token when XS2A refuses the one it had', async () => {
    const one = instance();
    await one.readAccounts();
    await bank.current.expireTokens();
    expect(await one.readAccounts()).toBe(200);
    expect(await calls()).toEqual({ [LIST]: 2, [CREATED]: 2 });
  });

  it('tries what another instance has left, and a new one where that is refused as well', async () => {
    const [one, other] = [instance(), instance()];
    await Promise.all([one.readAccounts(), other.readAccounts()]);
    await bank.current.expireTokens();
    await other.readAccounts();
    await bank.current.expireTokens();
    await bank.current.forgetRequests();
    expect(await one.readAccounts()).toBe(200);
    expect(await calls()).toEqual({ [LIST]: 1, [CREATED]: 1 });
  });

  it('leaves its place to others while it pauses between attempts', async () => {
    const read = { attempts: 2, totalMs: 60_000, attemptMs: 60_000, pauseMs: 3_000, longestPauseMs: 3_000 };
    const { readAccounts, readConnections } = instance(1, { ...UPSTREAM_LIMITS, read });
    await readConnections();
    await bank.current.strike({ path: '/v1/api/accounts', kind: 'status', status: 503, times: 1 });
    await bank.current.forgetRequests();
    const both = [readAccounts(), readConnections()];
    expect(await Promise.all(both)).toEqual([200, 200]);
    const paths = (await bank.current.requests()).map(({ path }) => path);
    expect(paths).toEqual(['/v1/api/accounts', '/v1/api/connections', '/v1/api/accounts']);
  });

  it('is not made again with a third token where a new one is refused', async () => {
    await bank.current.strike({ path: '/v1/api/accounts', kind: 'status', status: 401 });
    await expect(instance().readAccounts()).rejects.toMatchObject({ code: 'UPSTREAM_REJECTED' });
    expect(await calls()).toEqual({ [LIST]: 2, [CREATED]: 2 });
  });
});

function ignore(): void {
  return undefined;
}

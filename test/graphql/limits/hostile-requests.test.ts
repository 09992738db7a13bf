import { buildExecutableSchema } from '../../../src/resolvers/executable-schema.js';
import { GatewayUnderTest, type Caller } from '../../support/gateway-under-test.js';
import { readMetrics, valueOf } from '../../support/prometheus.js';
import { BankUnderTest } from '../../support/test-bank.js';
import { argumentRequests } from './hostile/argument-values.js';
import { documentRequests } from './hostile/documents.js';
import { httpRequests, RAW_REQUESTS } from './hostile/http-oddities.js';
import { send, sendRaw, type HostileRequest } from './hostile/request.js';
import { Random } from '../../support/random.js';
import { faultsOf, type Expected } from './hostile/verdict.js';

/** How many requests to send, by `npm run soak:hostile`; some hundreds otherwise. */
const SOAK = Number(process.env.HOSTILE_REQUESTS ?? 0);
const SEED = SOAK > 0 ? Date.now() % 1_000_000 : 1;
const AT_A_TIME = 4;
const NORMAL = '{ viewer { name accounts { id balance { amount { value } } turnovers { totalCount } } } }';

jest.setTimeout(SOAK > 0 ? 3_600_000 : 180_000);

describe.each([
  { environment: 'production', requests: SOAK || 450 },
  { environment: 'development', requests: SOAK / 10 || 150 },
])('in $environment', ({ environment, requests }) => {
  let bank: BankUnderTest;
  let gateway: GatewayUnderTest;
  let victim: Caller;
  let senders: readonly (string | undefined)[];
  let expected: Expected;
  let normal: unknown;

  beforeAll(async () => {
    bank = await BankUnderTest.start();
    gateway = await GatewayUnderTest.start(bank, {
      NODE_ENV: environment,
      RATE_LIMIT_BANK_USER: '0',
      RATE_LIMIT_SERVICE: '0',
    });
    const person = await bank.addPerson({ connections: 2, accounts: 3 });
    victim = await gateway.as(person);
    const attacker = await gateway.as(await bank.addPerson({ accounts: 2 }));
    senders = [attacker.jwt, (await gateway.service()).jwt, attacker.jwt, undefined];
    expected = { secrets: [bank.apiKey, person.id, ...senders.filter((jwt) => jwt !== undefined)] };
    normal = await victim.data(NORMAL);
  });

  afterAll(async () => {
    await gateway.close();
    await bank.close();
  });

  async function judge(hostile: HostileRequest, sender: number): Promise<string[]> {
    const jwt = senders[sender % senders.length];
    const answer = await send(gateway.url, hostile, jwt);
    return faultsOf(answer, expected).map((fault) => `${hostile.kind}, sender ${sender % senders.length}: ${fault}`);
  }

  it('every hostile request gets an answer with a code, and a normal one its data', async () => {
    const faults: string[] = [];
    const kinds = await allKinds();
    for (let sent = 0; sent < requests; sent += AT_A_TIME) {
      const round = Math.floor(sent / kinds.length);
      const batch = kinds.slice(sent % kinds.length, (sent % kinds.length) + AT_A_TIME);
      const judged = batch.map((hostile, index) => judge(hostile, round + index));
      faults.push(...(await Promise.all(judged)).flat());
      if (sent % 40 === 0) expect(await victim.data(NORMAL)).toEqual(normal);
    }
    expect({ seed: SEED, faults }).toEqual({ seed: SEED, faults: [] });
    expect(valueOf(await readMetrics(gateway.url), 'xs2a_gateway_internal_errors_total')).toBe(0);
    expect(valueOf(await readMetrics(gateway.url), 'xs2a_gateway_operations_total')).toBeGreaterThan(requests / 4);
  });

  it.each(RAW_REQUESTS)('$kind is refused', async (raw) => {
    const answer = await sendRaw(gateway.url, raw);
    expect(faultsOf(answer, expected)).toEqual([]);
    expect(await victim.data(NORMAL)).toEqual(normal);
  });

  it('nothing dishonest was asked upstream', async () => {
    const paths = (await bank.requests()).map(({ path }) => path);
    expect(paths.length).toBeGreaterThan(10);
    expect(paths.filter((path) => !/^(\/[A-Za-z0-9_-]{1,64})+$/.test(path) || path.includes('__proto__'))).toEqual([]);
  });
});

/** The three sorts in turns, each in an order by chance. */
async function allKinds(): Promise<readonly HostileRequest[]> {
  const schema = await buildExecutableSchema({ publicSdl: true });
  const sorts = [[...documentRequests()], [...httpRequests()], [...argumentRequests(schema)]];
  const turns = sorts.flatMap((sort) => new Random(SEED).shuffled(sort).map((hostile, turn) => ({ hostile, turn })));
  return turns.sort((one, other) => one.turn - other.turn).map(({ hostile }) => hostile);
}

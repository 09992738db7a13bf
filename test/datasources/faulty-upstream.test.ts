import { GatewayUnderTest, type Answer, type Caller } from '../support/gateway-under-test.js';
import { readMetrics, valueOf } from '../support/prometheus.js';
import { BankUnderTest, type FaultRequest } from '../support/test-bank.js';
import { until } from '../support/until.js';

/** How many reads at each rate, by `npm run soak:faults`, which also measures times; some hundreds otherwise. */
const SOAK = Number(process.env.FAULTY_READS ?? 0);
const READS = SOAK || 500;
const PEOPLE = 30;
const EVERYTHING = '/v1/**';
/** One upstream read each time, because the connection list is never kept. */
const READ = '{ viewer { connections { id } } }';

jest.setTimeout(SOAK > 0 ? 3_600_000 : 180_000);

/** What strikes at random: everything that may be over at the next try, and shows at once. */
const KINDS: readonly Pick<FaultRequest, 'kind' | 'status'>[] = [
  { kind: 'status', status: 500 },
  { kind: 'status', status: 502 },
  { kind: 'status', status: 503 },
  { kind: 'reset' },
  { kind: 'lost-answer' },
  { kind: 'truncated' },
  { kind: 'html', status: 200 },
];

let bank: BankUnderTest;
let gateway: GatewayUnderTest;
let callers: readonly Caller[];

beforeAll(async () => {
  bank = await BankUnderTest.start();
});

beforeEach(async () => {
  gateway = await GatewayUnderTest.start(bank);
  const people = await Promise.all(Array.from({ length: PEOPLE }, () => bank.addPerson()));
  callers = await Promise.all(people.map((person) => gateway.as(person)));
  // Everybody has an access token.
  await Promise.all(callers.map((caller) => caller.data(READ)));
  await bank.forgetRequests();
});

afterEach(async () => {
  await bank.heal();
  await gateway.close();
});

afterAll(async () => {
  await bank.close();
});

const has = (event: string) => gateway.observed.some((line) => line.includes(`"event":"upstream.${event}"`));

describe('an upstream that fails at random', () => {
  /** Each kind as likely as the others; a request that one of them spares is left to the next. */
  async function failAt(rate: number): Promise<void> {
    const each = rate / KINDS.length;
    for (const [index, kind] of KINDS.entries()) {
      await bank.strike({ path: EVERYTHING, method: 'GET', ...kind, probability: each / (1 - index * each) });
    }
  }

  async function readAll(): Promise<Answer<unknown>[]> {
    let left = READS;
    const answers: Answer<unknown>[] = [];
    const readOn = async (caller: Caller) => {
      while (left-- > 0) answers.push(await caller.ask(READ));
    };
    await Promise.all(callers.map(readOn));
    expect(answers).toHaveLength(READS);
    return answers;
  }

  it.each([
    { rate: 0.15, succeed: 0.995, calls: 1.25 },
    { rate: 0.4, succeed: 0.99, calls: 1.8 },
  ])('at a rate of $rate is read with few calls all the same', async ({ rate, succeed, calls }) => {
    await failAt(rate);
    const answers = await readAll();
    const good = answers.filter(({ errors }) => errors.length === 0).length / answers.length;
    const made = (await bank.requests()).length;
    const each = answers.reduce((sum, { extensions }) => sum + extensions.xs2a.upstreamCalls, 0) / answers.length;
    report({ rate, reads: answers.length, good, callsEach: each });
    expect(made).toBe(Math.round(each * answers.length));
    expect(good).toBeGreaterThanOrEqual(succeed);
    expect(each).toBeLessThanOrEqual(calls);
    expect(has('circuitOpened')).toBe(false);
  });
});

describe.each<Pick<FaultRequest, 'kind' | 'status'>>([
  { kind: 'status', status: 503 },
  { kind: 'reset' },
  { kind: 'hang' },
])('an upstream that is down ($kind)', (fault) => {
  /** Everybody asks on and on, until `over`. */
  function load(over: () => boolean): Promise<unknown> {
    return Promise.all(
      callers.map(async (caller) => {
        while (!over()) await caller.ask(READ);
      }),
    );
  }

  const circuitOpen = async () => valueOf(await readMetrics(gateway.url), 'xs2a_gateway_upstream_circuit_open');

  it('is left alone until it is up again', async () => {
    await bank.strike({ path: EVERYTHING, ...fault });
    const downAt = performance.now();
    const loading = load(() => has('circuitOpened'));
    await until('the circuit opens', () => has('circuitOpened'));
    const openedMs = performance.now() - downAt;
    await loading;
    expect(await circuitOpen()).toBe(1);

    await bank.forgetRequests();
    const openAt = performance.now();
    const answers = await Promise.all(callers.map((caller) => caller.ask(READ)));
    const { errors } = answers.find(({ extensions }) => extensions.xs2a.upstreamCalls === 0) ?? { errors: [] };
    expect(errors.map(({ extensions }) => extensions)).toMatchObject([
      { code: 'UPSTREAM_UNAVAILABLE', retryable: true, retryAfterSeconds: 1 },
    ]);
    const create = 'mutation { createBankUser(input: { name: "N", email: "n@n.example" }) { __typename } }';
    const written = await (await gateway.service()).ask(create);
    expect(written.errors.map(({ extensions }) => extensions)).toMatchObject([
      { code: 'UPSTREAM_UNAVAILABLE', retryable: true, retryAfterSeconds: 1 },
    ]);
    const made = await bank.requests();
    expect(made.filter(({ method }) => method !== 'GET')).toEqual([]);
    // One trial a second, however long the machine took.
    const trials = 1 + Math.ceil((performance.now() - openAt) / 1_000);
    expect(made.length).toBeLessThanOrEqual(trials);

    await bank.heal();
    const upAt = performance.now();
    const loadingAgain = load(() => has('circuitClosed'));
    await until('the circuit closes', () => has('circuitClosed'));
    const closedMs = performance.now() - upAt;
    await loadingAgain;
    await Promise.all(callers.map((caller) => caller.data(READ)));
    expect(await circuitOpen()).toBe(0);
    report({ ...fault, openedMs, closedMs });
    if (SOAK > 0) expect([openedMs < 2_000, closedMs < 5_000]).toEqual([true, true]);
  });
});

describe.each(['reset', 'hang'])('an upstream that is down (%s), while somebody asks every two seconds', (kind) => {
  it('is left alone until it is up again', async () => {
    // What worked last is not asked for any more.
    await callers[0]?.data('{ banks(search: "Bank") { name } }');
    await bank.strike({ path: EVERYTHING, kind });
    const asked: Promise<unknown>[] = [];
    const clock = setInterval(() => {
      const caller = callers[asked.length];
      if (caller !== undefined) asked.push(caller.ask(READ));
    }, 2_000);
    await until('the circuit opens', () => has('circuitOpened'));
    clearInterval(clock);
    await Promise.all(asked);
    await bank.heal();
    await until('a read is let through', async () => (await callers[0]?.ask(READ))?.errors.length === 0);
    expect(has('circuitClosed')).toBe(true);
  });
});

it('one route that is down takes nothing else with it', async () => {
  await bank.strike({ path: '/v1/api/accounts/*/balance', kind: 'status', status: 500 });
  const read = '{ viewer { connections { id } accounts { id balance { asOf } } } }';
  for (let round = 0; round < 3; round++) {
    for (const { data, errors } of await Promise.all(callers.map((caller) => caller.ask(read)))) {
      expect(data).toMatchObject({ viewer: { connections: [{}], accounts: [{ balance: null }] } });
      expect(errors.map(({ extensions }) => extensions.code)).toEqual(['UPSTREAM_UNAVAILABLE']);
    }
  }
  expect(has('circuitOpened')).toBe(false);
});

function report(figures: object): void {
  if (SOAK > 0) process.stdout.write(`${JSON.stringify(figures)}\n`);
}

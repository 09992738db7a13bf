import { GatewayUnderTest, type AnsweredError, type Caller } from '../support/gateway-under-test.js';
import { FaultyFront, type Struck, type Target } from '../support/faulty-front.js';
import type { Strike } from '../support/fault-kinds.js';
import { BankUnderTest, type Person } from '../support/test-bank.js';
import { ownedGlobalId } from '../../src/domain/global-id.js';

const ATTEMPTS = 3;
const LIMITS = {
  read: { attempts: ATTEMPTS, totalMs: 20_000, attemptMs: 10_000, pauseMs: 1, longestPauseMs: 1 },
  writeMs: 10_000,
  maxBytes: 200_000,
};

const saying =
  (status: number, headers: Readonly<Record<string, string>> = {}): Strike =>
  (response) => {
    response.writeHead(status, headers).end('{"message":"SECRET"}');
  };

let bank: BankUnderTest;
let front: FaultyFront;
let gateway: GatewayUnderTest;
let person: Person;
let caller: Caller;
let struck: Struck[];

beforeAll(async () => {
  bank = await BankUnderTest.start();
  front = await FaultyFront.before(bank.url);
});

beforeEach(async () => {
  // Each has a circuit of its own: here nearly everything fails.
  gateway = await GatewayUnderTest.start({ url: front.url, apiKey: bank.apiKey }, {}, LIMITS);
  person = await bank.addPerson();
  caller = await gateway.as(person);
  struck = [];
});

afterEach(async () => {
  for (const { lift } of struck) lift();
  await gateway.close();
  expect(gateway.observed.join('\n')).not.toContain('SECRET');
});

afterAll(async () => {
  await front.close();
  await bank.close();
});

function strike(target: Target, strike: Strike): Struck {
  const one = front.strike(target, strike);
  struck.push(one);
  return one;
}

const BALANCE = '{ viewer { accounts { balance { asOf } } } }';
const balance = (): Target => ({ method: 'GET', path: new RegExp(`/accounts/${person.accounts[0] ?? ''}/balance$`) });

async function errorOf(query: string, variables = {}): Promise<AnsweredError | undefined> {
  const { errors } = await caller.ask(query, variables);
  expect(errors).toHaveLength(1);
  return errors[0];
}

describe('a read that is answered with an error', () => {
  it.each([
    ...[500, 502, 503].map((status) => [status, 'UPSTREAM_UNAVAILABLE', ATTEMPTS] as const),
    ...[408, 504].map((status) => [status, 'UPSTREAM_TIMEOUT', ATTEMPTS] as const),
    ...[400, 403, 422].map((status) => [status, 'UPSTREAM_REJECTED', 1] as const),
    ...[404, 410].map((status) => [status, 'NOT_FOUND', 1] as const),
    ...[[429, 'RATE_LIMITED', 1] as const, [501, 'UPSTREAM_UNAVAILABLE', 1] as const],
  ])('%i is %s, after so many calls: %i', async (status, code, calls) => {
    const { hits } = await once(saying(status), async () => {
      expect((await errorOf(BALANCE))?.extensions.code).toBe(code);
    });
    expect(hits).toBe(calls);
  });

  const once = async (how: Strike, work: () => Promise<void>) => {
    const one = strike(balance(), how);
    await work();
    return one;
  };

  it.each([408, 500, 502, 503, 504])('%i is not told where a later call succeeds', async (status) => {
    const one: Struck = strike(balance(), (response, good) => {
      if (one.hits < ATTEMPTS) saying(status)(response, good);
      else response.writeHead(200).end(good);
    });
    expect((await caller.ask(BALANCE)).errors).toEqual([]);
    expect(one.hits).toBe(ATTEMPTS);
  });
});

it('a read gives up when its time is over, however many calls there might be', async () => {
  await gateway.close();
  const read = { ...LIMITS.read, attempts: 1_000_000, totalMs: 400, attemptMs: 150 };
  gateway = await GatewayUnderTest.start({ url: front.url, apiKey: bank.apiKey }, {}, { ...LIMITS, read });
  caller = await gateway.as(person);
  strike(balance(), () => undefined);
  expect((await errorOf(BALANCE))?.extensions.code).toBe('UPSTREAM_TIMEOUT');
});

describe('a write', () => {
  const WRITES = [
    ['createBankConnection', 'PUT', /\/connections$/, 'input: {}'],
    ['markTurnoversSeen', 'POST', /\/markAsSeen$/, 'input: { accountId: $id }'],
    ['deleteAccount', 'DELETE', /\/accounts\/[^/]+$/, 'input: { id: $id }'],
  ] as const;
  const ANSWERS = [
    ...[500, 501, 502, 503, 504, 303].map((status) => [status, 'OUTCOME_UNKNOWN'] as const),
    ...([[408, 'UPSTREAM_TIMEOUT'] as const, [429, 'RATE_LIMITED'] as const] as const),
  ];

  const write = (name: string, input: string) => {
    const [xs2aId = ''] = person.accounts;
    const variables = input.includes('$id') ? { id: ownedGlobalId('Account', { bankUserId: person.id, xs2aId }) } : {};
    const declared = input.includes('$id') ? '($id: ID!)' : '';
    return errorOf(`mutation ${declared} { ${name}(${input}) { __typename } }`, variables);
  };

  it.each(WRITES)('%s is sent once, whatever is answered', async (name, method, path, input) => {
    for (const [status, code] of ANSWERS) {
      const one = strike({ method, path, caller: person.id }, saying(status, { location: '/elsewhere' }));
      const error = await write(name, input);
      one.lift();
      expect([status, error?.extensions.code, one.hits]).toEqual([status, code, 1]);
    }
    expect(front.followed).toBe(0);
  });

  it.each(WRITES)('%s did not happen when nobody listens', async (name, _, __, input) => {
    // It has an access token, and knows the account.
    await caller.data('{ viewer { accounts { id } } }');
    const comeBack = await front.goAway();
    expect((await write(name, input))?.extensions.code).toBe('UPSTREAM_UNAVAILABLE');
    await comeBack();
  });
});

describe('429 says how long to wait', () => {
  const inAMinute = new Date(Date.now() + 60_000).toUTCString();

  it.each<[string, string | undefined, unknown]>([
    ['seconds', '120', 120],
    ['none', '0', 0],
    ['more than an hour', '86400', 3600],
    ['a date that is over', 'Wed, 21 Oct 2015 07:28:00 GMT', 0],
    ['a date', inAMinute, expect.any(Number)],
    ['a fraction', '1.5', undefined],
    ['something negative', '-5', undefined],
    ['a word', 'soon', undefined],
    ['nothing', '', undefined],
    ['no header', undefined, undefined],
  ])('%s', async (_, header, retryAfterSeconds) => {
    strike(balance(), saying(429, header === undefined ? {} : { 'retry-after': header }));
    const error = await errorOf(BALANCE);
    expect(error?.extensions).toMatchObject({ code: 'RATE_LIMITED', retryable: true });
    expect(error?.extensions.retryAfterSeconds).toEqual(retryAfterSeconds);
    if (header === inAMinute) expect(error?.extensions.retryAfterSeconds).toBeLessThanOrEqual(60);
  });
});

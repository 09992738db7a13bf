import { readFileSync } from 'node:fs';
import { AdaptiveLimit } from '../../src/admission/adaptive-limit.js';
import { ANONYMOUS_CALLER, type Caller as Calling } from '../../src/admission/caller.js';
import { EventBudget } from '../../src/admission/event-budget.js';
import { LoopTurns } from '../../src/admission/loop-turns.js';
import { LoadLimiter, type Place } from '../../src/admission/load-limiter.js';
import { RateLimit } from '../../src/admission/rate-limit.js';
import { readConfig } from '../../src/config/config.js';
import { WizardStepLimit } from '../../src/datasources/wizard/wizard-step.limit.js';
import { GatewayError } from '../../src/errors/gateway-error.js';
import { GatewayUnderTest, type Caller } from '../support/gateway-under-test.js';
import { RecordingProxy } from '../support/recording-proxy.js';
import { BankUnderTest } from '../support/test-bank.js';
import { until } from '../support/until.js';

const page = readFileSync('docs/admission.md', 'utf8');

/** What the page says of each gate. */
const gates = new Map(
  [...page.matchAll(/^\| (.+)\|$/gm)].map(([, row = '']) => {
    const [gate = '', , status, code = '', figures = '', variables = ''] = row.split(' | ').map((cell) => cell.trim());
    return [gate, { status: Number(status), code: code.replaceAll('`', ''), figures: numbersIn(figures), variables }];
  }),
);

function numbersIn(text: string): number[] {
  return [...text.matchAll(/\b\d+\b/g)].map(Number);
}

/** The figure that the page says with these words around it. */
function figure(before: string, after = ''): number {
  return Number(new RegExp(`${before}\\(?(\\d+)\\)?${after}`, 's').exec(page.replaceAll(/\s+/g, ' '))?.[1]);
}

const config = readConfig({
  AUTH_JWT_SECRET: 'x'.repeat(32),
  XS2A_BASE_URL: 'https://bank.example',
  XS2A_API_KEY: 'key',
});
const user = (name: string): Calling => ({ kind: 'bankUser', name });
const service: Calling = { kind: 'service', name: 'a service' };

function entered(limiter: LoadLimiter, caller: Calling, times = 10_000): Place[] {
  return Array.from({ length: times }, () => limiter.enter(caller)).filter((place) => place !== undefined);
}

const placesOf = (max: number) => new LoadLimiter(new AdaptiveLimit({ max, lateMs: 1_000 }), new LoopTurns());

describe('the figures of the page are those of the program', () => {
  it('rates', () => {
    const { bankUser, service: ofService, anonymous } = config.rates;
    expect(gates.get('rate')?.figures).toEqual([bankUser, ofService]);
    expect(gates.get('rate of an address')?.figures).toEqual([anonymous]);
    const limit = new RateLimit(config.rates, undefined, () => 0);
    let used = 0;
    for (; limit.retryAfter(user('a')) === undefined; used++) limit.charge(user('a')).atLeast(1);
    expect(used).toBe(bankUser);
  });

  it('places', () => {
    const { requests, waitMs } = config.overload;
    const ofBankUser = entered(placesOf(requests), user('a')).length;
    expect(gates.get('place')?.figures).toEqual([requests, ofBankUser]);
    expect(figure('`OVERLOAD_WAIT_MS` ')).toBe(waitMs);
    const limit = new AdaptiveLimit({ max: requests, lateMs: waitMs });
    for (let time = 0; time < 100; time++) limit.adjust({ waitMs: 60_000, peak: requests, at: time * 100_000 });
    expect(figure('down to ')).toBe(limit.limit);
  });

  it('shares', () => {
    const full = placesOf(110);
    entered(full, ANONYMOUS_CALLER);
    expect(figure('counts as ', ' callers')).toBe(entered(full, service).length / (110 / 11));
    expect(page.replaceAll(/\s+/g, ' ')).toContain('up to twice as many in all');
    for (let n = 0; n < 1_000; n++) entered(full, user(`user ${n}`), 1);
    expect(full.underWay).toBe(2 * 110);
  });

  it('turns', async () => {
    let running = 0;
    for (const place of entered(placesOf(100), user('a'), 40)) void place.start().then(() => running++);
    for (let turn = 0; turn < 60; turn++) await new Promise(setImmediate);
    expect(figure('in turns between callers, and ', ' of one bank user')).toBe(running);
  });

  it('steps of a wizard', () => {
    const limit = new WizardStepLimit(() => new Date(0));
    const taken = (['STEP', 'POLL'] as const).map((kind) =>
      countUntilRefused(() => {
        limit.take(kind, 'anna', 'a key');
      }),
    );
    expect(gates.get('steps of a wizard')?.figures).toEqual(taken);
  });

  it('events', async () => {
    let now = 0;
    const budget = new EventBudget(undefined, () => now);
    const take = async () => {
      for (let count = 0; ; count++) {
        const taken = await budget.run('anna', () => Promise.resolve(true)).catch(() => false);
        if (!taken) return count;
      }
    };
    const atOnce = await take();
    now += 1_000;
    expect(gates.get('events')?.figures).toEqual([atOnce, await take()]);
  });

  it('variables', () => {
    const known = readFileSync('docs/configuration.md', 'utf8');
    const named = [...gates.values()].flatMap(({ variables }) => [...variables.matchAll(/`([A-Z_]+)`/g)]);
    expect(named).toHaveLength(5);
    for (const [, name = ''] of named) expect(known).toContain(`\`${name}\``);
  });
});

function countUntilRefused(take: () => void): number {
  for (let count = 0; ; count++) {
    try {
      take();
    } catch (error) {
      expect(error).toBeInstanceOf(GatewayError);
      return count;
    }
  }
}

describe('the codes of the page are those of the program', () => {
  const QUERY = '{ viewer { name } }';
  let bank: BankUnderTest;
  let proxy: RecordingProxy;

  beforeAll(async () => {
    bank = await BankUnderTest.start();
    proxy = await RecordingProxy.before(bank.url);
  });
  afterAll(async () => {
    await proxy.close();
    await bank.close();
  });

  const start = (settings: Record<string, string>) =>
    GatewayUnderTest.start({ url: proxy.url, apiKey: bank.apiKey }, settings);

  async function answerTo(url: string, body: string, jwt?: string) {
    const authorization = jwt === undefined ? undefined : { authorization: `Bearer ${jwt}` };
    const headers = { 'content-type': 'application/json', ...authorization };
    const response = await fetch(url, { method: 'POST', headers, body });
    const { errors } = (await response.json()) as { errors?: { extensions: { code: string } }[] };
    return { status: response.status, code: errors?.[0]?.extensions.code };
  }

  function said(gate: string) {
    const { status, code } = gates.get(gate) ?? {};
    return { status, code };
  }

  it('rate, token, rate of an address, body, operation', async () => {
    const gateway = await start({ RATE_LIMIT_BANK_USER: '1', RATE_LIMIT_ANONYMOUS: '3' });
    const url = `${gateway.url}/graphql`;
    const { jwt }: Caller = await gateway.as(await bank.addPerson());
    const ask = JSON.stringify({ query: QUERY });
    const large = (bytes: number) => JSON.stringify({ query: QUERY, variables: { x: 'x'.repeat(bytes) } });
    expect(await answerTo(url, large(gates.get('body')?.figures[0] ?? 0), jwt)).toEqual(said('body'));
    expect(await answerTo(url, large(gates.get('body')?.figures[1] ?? 0))).toEqual(said('body'));
    expect(await answerTo(url, JSON.stringify({ query: `{ ${'a '.repeat(30_000)}}` }))).toEqual(said('operation'));
    expect(await answerTo(url, ask, 'x.y.z')).toEqual(said('token'));
    expect(await answerTo(url, ask, jwt)).toEqual({ status: 200, code: undefined });
    expect(await answerTo(url, ask, jwt)).toEqual(said('rate'));
    await answerTo(url, ask);
    expect(await answerTo(url, ask)).toEqual(said('rate of an address'));
    await gateway.close();
  });

  it('place', async () => {
    const gateway = await start({ OVERLOAD_REQUESTS: '1' });
    const person = await bank.addPerson();
    const caller = await gateway.as(person);
    proxy.held = `/v1/api/users/${person.id}`;
    const held = caller.data(QUERY);
    await until('it is under way', async () => {
      const { status } = await answerTo(`${gateway.url}/graphql`, '{"query":"{ __typename }"}', caller.jwt);
      return status === 503;
    });
    expect(await answerTo(`${gateway.url}/graphql`, '{}', caller.jwt)).toEqual(said('place'));
    proxy.held = undefined;
    await held;
    await gateway.close();
  });

  it('keys', async () => {
    const auth = {
      AUTH_JWT_SECRET: '',
      AUTH_JWKS_URL: `${proxy.url}/no-keys`,
      AUTH_AUDIENCE: 'gateway',
      AUTH_ISSUER: 'a',
    };
    const gateway = await start(auth);
    const jwt = [{ alg: 'RS256', kid: 'k' }, {}, {}].map((part) =>
      Buffer.from(JSON.stringify(part)).toString('base64url'),
    );
    expect(await answerTo(`${gateway.url}/graphql`, '{}', jwt.join('.'))).toEqual(said('keys'));
    await gateway.close();
  });

  it('events', async () => {
    const gateway = await start({});
    const statuses = await Promise.all(
      Array.from({ length: 200 }, (_, n) => answerOfEvent(`${gateway.url}/webhooks/xs2a`, `made-up-${n}`)),
    );
    const refused = statuses.filter(({ status }) => status === gates.get('events')?.status);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]).toEqual(said('events'));
    await gateway.close();
  });

  async function answerOfEvent(url: string, id: string) {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id }),
    });
    const text = await response.text();
    const { errors } = (text === '' ? {} : JSON.parse(text)) as { errors?: { extensions: { code: string } }[] };
    return { status: response.status, code: errors?.[0]?.extensions.code };
  }
});

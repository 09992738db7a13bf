import { Elsewhere } from '../support/elsewhere.js';
import { GatewayProcess } from '../support/gateway-process.js';
import { accountIdOf } from '../support/gateways.js';
import { secondsFromNow, sign } from '../support/jwt.js';
import { Random, SEED } from '../support/random.js';
import { describeWithRedis, noRedis, RedisServer } from '../support/redis.js';
import { Subscriber } from '../support/subscriber.js';
import { BankUnderTest, type CallCounts, type Person } from '../support/test-bank.js';
import { describeUnless, notIn } from '../support/unless.js';
import { until } from '../support/until.js';

/** How many syncs there are: 10,000 of 50 people by `npm run soak:live`. */
const SYNCS = Number(process.env.LIVE_SYNCS ?? 60);
const PEOPLE = Number(process.env.LIVE_PEOPLE ?? 6);
/** Longer than it takes until a missed event is made up for: a minute where nobody reads events. */
const CATCHES_UP_MS = 150_000;
const JWT_SECRET = 'subscribers-secret-of-more-than-32-characters';
const ENCRYPTION_KEY = Buffer.alloc(32, 7).toString('base64');

jest.setTimeout(CATCHES_UP_MS + 180_000 + SYNCS * 500);

const CHANGES = 'account { id } cursor hasMore months { month turnovers { id purposeText } }';
const FOLLOW = `subscription ($id: ID!, $since: String) { turnoversChanged(accountId: $id, since: $since) { ${CHANGES} } }`;
const ALL = `query ($id: ID!, $since: String) { account(id: $id) { turnoverChanges(since: $since) { ${CHANGES} } } }`;

interface Changes {
  readonly cursor: string;
  readonly hasMore: boolean;
  readonly months: readonly {
    readonly month: string;
    readonly turnovers: readonly { readonly id: string; readonly purposeText: string }[];
  }[];
}

const random = new Random(SEED);
const gateways: GatewayProcess[] = [];
let bank: BankUnderTest;
let redis: RedisServer;

/** Somebody who keeps a copy of an account, loses the connection from time to time, and goes on with the cursor. */
class Copier {
  private readonly months = new Map<string, Changes['months'][number]>();
  private cursor: string | undefined;
  private subscriber: Subscriber<{ turnoversChanged: Changes }> | undefined;
  private taken = 0;
  /** How often it has asked for the difference: at first, and with each connection. */
  differences = 0;

  constructor(private readonly person: Person) {}

  get id(): string {
    return accountIdOf(this.person);
  }

  get jwt(): string {
    return sign({ sub: this.person.id, bank_user_id: this.person.id, exp: secondsFromNow(36_000) }, JWT_SECRET);
  }

  get entries(): readonly string[] {
    return entriesOf(this.months.values());
  }

  /** The first import, by a query. */
  async begin(): Promise<void> {
    this.differences += 1;
    this.apply(await changesOf(anyUrl(), this.jwt, this.id));
  }

  /** Takes what has arrived, and connects again where the connection is gone. */
  async tend(): Promise<void> {
    for (const { data } of this.subscriber?.arrivals.slice(this.taken) ?? []) {
      this.taken += 1;
      if (data != null) this.apply(data.turnoversChanged);
    }
    if (this.subscriber !== undefined && this.subscriber.end === undefined) return;
    await this.leave();
    this.differences += 1;
    this.subscriber = new Subscriber(anyUrl(), this.jwt, FOLLOW, { id: this.id, since: this.cursor });
  }

  /** What arrives meanwhile is lost. */
  async leave(): Promise<void> {
    await this.subscriber?.close();
    this.subscriber = undefined;
    this.taken = 0;
  }

  private apply({ cursor, months }: Changes): void {
    for (const month of months) this.months.set(month.month, month);
    this.cursor = cursor;
  }
}

async function changesOf(url: string, jwt: string, id: string): Promise<Changes> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${jwt}` },
    body: JSON.stringify({ query: ALL, variables: { id } }),
  });
  const { data } = (await response.json()) as { data: { account: { turnoverChanges: Changes } } };
  return data.account.turnoverChanges;
}

function anyUrl(): string {
  return random.of(gateways).url;
}

async function startGateway(): Promise<GatewayProcess> {
  return GatewayProcess.start({
    ...{ XS2A_BASE_URL: bank.url, XS2A_API_KEY: bank.apiKey, AUTH_JWT_SECRET: JWT_SECRET },
    ...{ STORE_URL: redis.url, CACHE_URL: redis.url, ENCRYPTION_KEY, NODE_ENV: 'test', LOG_LEVEL: 'info' },
    ...{ RATE_LIMIT_BANK_USER: '0', RATE_LIMIT_SERVICE: '0', OVERLOAD_WAIT_MS: '0' },
  });
}

async function restartOne(): Promise<void> {
  const index = random.below(gateways.length);
  const gateway = gateways[index];
  const next = await startGateway();
  gateways[index] = next;
  await gateway?.stop();
}

beforeAll(async () => {
  bank = await BankUnderTest.start();
  await bank.set({ syncDelay: 0 });
  redis = await RedisServer.start();
  for (let count = 0; count < 3; count++) gateways.push(await startGateway());
});

afterAll(async () => {
  await Promise.all(gateways.map((gateway) => gateway.kill()));
  await redis.kill();
  await bank.close();
});

describeWithRedis('whoever keeps a copy', () => {
  it(`has everything in the end, whatever fails meanwhile (SEED=${SEED})`, async () => {
    const people: Person[] = [];
    for (let nth = 0; nth < PEOPLE; nth++) {
      people.push(await bank.addPerson({ name: `Person ${nth}`, turnovers: 20, days: 60, syncedAgo: 7_200 }));
    }
    const copiers = people.map((person) => new Copier(person));
    for (const copier of copiers) await copier.begin();
    const begun = performance.now();
    const isDone = { yes: false };
    const tending = (async () => {
      while (!isDone.yes) await Promise.all([...copiers.map((copier) => copier.tend()), pause(20)]);
    })();
    const troubles = troublesIn(SYNCS);
    for (let nth = 0; nth < SYNCS; nth++) {
      await troubles.get(nth)?.();
      if (random.chance(0.1)) await random.of(copiers).leave();
      const person = random.of(people);
      await bank.addTurnovers(person.accounts[0] ?? '', [{ amount: nth + 1, purpose: [`Of ${person.id}, ${nth}`] }]);
      await new Elsewhere(bank, person).sync(person.connections[0] ?? '');
    }
    const fresh = await startFresh();
    for (const [index, copier] of copiers.entries()) {
      const person = people[index];
      const truth = entriesOf((await changesOf(fresh.url, copier.jwt, copier.id)).months);
      await until(`copy ${index} is complete`, () => same(copier.entries, truth), CATCHES_UP_MS);
      const foreign = copier.entries.filter(
        (entry) => entry.includes(' Of ') && !entry.includes(`Of ${person?.id ?? ''},`),
      );
      expect(foreign).toEqual([]);
    }
    await fresh.kill();
    isDone.yes = true;
    await tending;
    expectFewCalls(await bank.calls(), {
      copiers,
      troubles: troubles.size,
      seconds: (performance.now() - begun) / 1_000,
    });
    await Promise.all(copiers.map((copier) => copier.leave()));
  });
});

describeUnless(notIn('soak:live', process.env.LIVE_SYNCS !== undefined) ?? noRedis)('where XS2A has no events', () => {
  it('a change made elsewhere arrives by the connection list, read at most once a minute', async () => {
    await bank.strike({ kind: 'status', status: 404, path: '/v1/events' });
    const person = await bank.addPerson({ turnovers: 20, days: 60, syncedAgo: 7_200 });
    const copier = new Copier(person);
    await copier.begin();
    await copier.tend();
    // Until it has taken its first look.
    await pause(5_000);
    await bank.addTurnovers(person.accounts[0] ?? '', [{ amount: 1, purpose: ['Elsewhere'] }]);
    const begun = performance.now();
    await bank.forgetRequests();
    await new Elsewhere(bank, person).sync(person.connections[0] ?? '');
    await until(
      'the change arrives',
      async () => {
        await copier.tend();
        return copier.entries.some((entry) => entry.endsWith(' Elsewhere'));
      },
      CATCHES_UP_MS,
    );
    const calls = await bank.callsFor(person);
    expect(calls['GET /v1/api/connections']).toBeLessThanOrEqual(2 + (performance.now() - begun) / 60_000);
    await copier.leave();
  });
});

/** A look per sync, and one per difference asked for; as many again where instances that cannot hear each other look as well. */
function expectFewCalls(
  calls: CallCounts,
  happened: { readonly copiers: readonly Copier[]; readonly troubles: number; readonly seconds: number },
): void {
  const { copiers, troubles, seconds } = happened;
  const differences = copiers.reduce((sum, copier) => sum + copier.differences, 0);
  const looks = SYNCS + differences + PEOPLE;
  for (const route of ['connections', 'accounts', 'accounts/{id}/turnovers', 'accounts/{id}/balance'])
    expect(calls[`GET /v1/api/${route}`]).toBeLessThanOrEqual(2 * looks);
  // One instance every 15 seconds, and each instance once more after each trouble. A reading goes back a minute, in pages of 100.
  expect(calls['GET /v1/events']).toBeLessThanOrEqual(seconds / 15 + 3 * (troubles + 1) + (6 * SYNCS) / 100);
}

/** What goes wrong before the sync of that number: Redis and the instances, each in turn. */
function troublesIn(syncs: number): ReadonlyMap<number, () => Promise<void>> {
  const troubles = [
    restartOne,
    async () => {
      await redis.kill();
      await redis.restart();
    },
    async () => {
      redis.freeze();
      await pause(1_500);
      redis.thaw();
    },
  ];
  const every = Math.max(10, Math.floor(syncs / 30));
  const numbers = Array.from({ length: Math.floor(syncs / every) }, (_, index) => index * every + 5);
  return new Map(numbers.map((number, index) => [number, troubles[index % troubles.length] ?? restartOne]));
}

/** An instance that has kept nothing, beside Redis and the others. */
function startFresh(): Promise<GatewayProcess> {
  return GatewayProcess.start({
    ...{ XS2A_BASE_URL: bank.url, XS2A_API_KEY: bank.apiKey, AUTH_JWT_SECRET: JWT_SECRET, NODE_ENV: 'test' },
  });
}

function entriesOf(months: Iterable<Changes['months'][number]>): readonly string[] {
  const all = [...months].flatMap(({ turnovers }) => turnovers);
  return all.map(({ id, purposeText }) => `${id} ${purposeText}`).sort();
}

function same(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((entry, index) => entry === other[index]);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

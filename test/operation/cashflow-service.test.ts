import { DerivedCache } from '../../src/datasources/reads/derived-cache.js';
import { MemoryCache } from '../../src/datasources/reads/memory-cache.js';
import type { Stamp } from '../../src/datasources/reads/read.js';
import type { Sources } from '../../src/datasources/sources.js';
import { Pace, type TurnoverList } from '../../src/domain/turnover/index.js';
import { CashflowService } from '../../src/operation/cashflow-service.js';
import type { Account } from '../../src/schema/account.type.js';
import { content, listOf } from '../domain/turnover/turnover-contents.js';

const USER = 'user-1';
const NOW = new Date('2026-07-20T10:00:00Z');

/** Lists of turnovers that stay the same until a test changes them, as those in the cache of answers do. */
class World {
  readonly lists = new Map<string, TurnoverList>();
  readonly events: string[] = [];
  readonly memory: MemoryCache<Stamp>;
  now = NOW;

  constructor(maxBytes: number) {
    const onEvent = ({ read, event }: { read: string; event: string }) => void this.events.push(`${event} ${read}`);
    this.memory = new MemoryCache<Stamp>({ maxBytes, now: () => this.now, onEvent });
  }

  async read(xs2aId: string, entries: number): Promise<void> {
    const contents = Array.from({ length: entries }, () => content({ bookingDate: '2026-07-01' }));
    this.lists.set(xs2aId, await listOf(contents, xs2aId));
  }

  /** What an operation finds. */
  async found(accountIds: readonly string[] | null = null): Promise<unknown> {
    const accounts = [...this.lists.keys()].map(accountOf);
    const sources = {
      accounts: { ofBankUser: () => Promise.resolve(accounts), getAll: () => Promise.resolve(accounts) },
      turnovers: {
        of: ({ xs2aId }: Account) =>
          Promise.resolve({ list: this.lists.get(xs2aId), asOf: NOW.toISOString(), skippedRows: 0, window: {} }),
      },
      derived: new DerivedCache(this.memory, () => this.now),
    } as unknown as Sources;
    return (await new CashflowService(sources, new Pace(), () => this.now).of(USER, accountIds)).transfers;
  }
}

function accountOf(xs2aId: string): Account {
  const none = { rawType: null, holder: null, iban: null, connectionXs2aId: 'connection-1' };
  return { ...none, id: xs2aId, xs2aId, bankUserId: USER, type: 'GIRO' } as unknown as Account;
}

describe('what is found in turnovers', () => {
  let world: World;

  beforeEach(async () => {
    world = new World(10_000_000);
    await world.read('giro', 100);
    await world.read('card', 50);
  });

  it('serves the next operation as well, while the turnovers are the same', async () => {
    const found = await world.found();
    expect(await world.found()).toBe(found);
    await world.read('card', 50);
    const again = await world.found();
    expect(again).not.toBe(found);
    expect(await world.found()).toBe(again);
  });

  it('is that of the accounts that are asked for', async () => {
    const [all, some] = [await world.found(), await world.found(['giro'])];
    expect(some).not.toBe(all);
    expect(await world.found()).toBe(all);
    expect(await world.found(['giro'])).toBe(some);
  });

  it('is no older than anything else in the cache', async () => {
    const found = await world.found();
    world.now = new Date(NOW.getTime() + 3_600_000);
    expect(await world.found()).not.toBe(found);
  });

  it('counts in the cache with all that it keeps alive', async () => {
    await world.found();
    const lists = [...world.lists.values()].reduce((sum, { bytes }) => sum + bytes, 0);
    expect(world.memory.bytes).toBeGreaterThan(lists + 150 * 200);
    world.memory.forget(USER);
    expect(world.memory.bytes).toBe(0);
  });

  it('makes room for newer ones, and is not kept where it is too large', async () => {
    world = new World(400_000);
    await world.read('giro', 100);
    for (const name of 'abcdefghijkl') await world.found(['giro', name]);
    expect(world.memory.bytes).toBeLessThanOrEqual(400_000);
    expect(new Set(world.events)).toEqual(new Set(['evicted findings']));
    await world.read('giro', 5_000);
    await world.found();
    expect(new Set(world.events)).toContain('tooLarge findings');
  });
});

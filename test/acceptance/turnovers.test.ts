import { berlinText } from './other-xs2a/berlin.js';
import { landSync } from './other-xs2a/sync.js';
import { newPerson, type Account, type Connection, type Person } from './other-xs2a/world.js';
import { codesOf } from './harness/answer.js';
import { Deployment, type Caller } from './harness/deployment.js';
import { GraphIds } from './harness/graph-ids.js';
import {
  allPages,
  byId,
  expectedOf,
  inAnyOrder,
  page,
  PAGE,
  said,
  type TurnoverNode,
} from './harness/turnover-pages.js';
import { entry } from './people/entries.js';
import { addAccount, addConnection } from './people/records.js';
import { manyEntries, rubbish, zoo } from './people/zoo.js';

const BIGGEST_PAGE = 500;

const person: Person = newPerson('000042', { name: 'Ada Zoobesuch', email: 'ada@zoo.example' });
const changing = newPerson('Change-_1', { name: 'Wanda Wandel', email: 'wanda@change.example' }, 'iso');
let deployment: Deployment;

beforeAll(async () => {
  deployment = await Deployment.start([person, changing]);
});

afterAll(async () => {
  await deployment.stop();
});

describe('turnovers of another XS2A server', () => {
  // Synced just now, so that nothing can have been kept and every answer is read anew.
  const connection: Connection = addConnection(person, 1, { last_synced: berlinText(new Date()) });
  const accounts = {
    zoo: addAccount(person, connection, 2, { rows: zoo() }),
    // The same rows again, ids included: XS2A's ids and banks' ids hold within an account alone.
    secondZoo: addAccount(person, connection, 3, { rows: zoo() }),
    many: addAccount(person, connection, 4, { rows: manyEntries(620) }),
    none: addAccount(person, connection, 5),
    spoiled: addAccount(person, connection, 6, { rows: [...rubbish(), ...zoo(), ...rubbish()] }),
    orphaned: addAccount(person, null, 7, { rows: manyEntries(20) }),
  };
  let caller: Caller;
  let ids: GraphIds;

  beforeAll(async () => {
    caller = deployment.as(person);
    ids = await GraphIds.of(caller);
  });

  const whole = (account: Account, filter: Record<string, unknown> = {}): Promise<TurnoverNode[]> =>
    allPages(caller, { id: ids.account(account), first: BIGGEST_PAGE, filter });

  it.each(Object.keys(accounts) as (keyof typeof accounts)[])(
    'are all there and as upstream holds them: %s',
    async (name) => {
      const nodes = await whole(accounts[name]);
      expect(inAnyOrder(nodes.map(said))).toEqual(inAnyOrder(expectedOf(accounts[name].rows)));
    },
  );

  it.each([1, 7, 50, 499])('are the same whatever the size of the pages: %i', async (first) => {
    const account = first < 100 ? accounts.zoo : accounts.many;
    expect(await allPages(caller, { id: ids.account(account), first })).toEqual(await whole(account));
  });

  it('have ids of their own, over all accounts', async () => {
    const nodes = (await Promise.all(Object.values(accounts).map((account) => whole(account)))).flat();
    expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length);
  });

  it.each(['BOOKING_DATE_DESC', 'BOOKING_DATE_ASC'])(
    'stand by date, then by id, whatever their state: %s',
    async (orderBy) => {
      const nodes = await allPages(caller, { id: ids.account(accounts.zoo), first: BIGGEST_PAGE, orderBy });
      const direction = orderBy === 'BOOKING_DATE_ASC' ? 1 : -1;
      const byText = (a: string, b: string) => (a < b ? -1 : Number(a > b));
      const sorted = nodes.toSorted((a, b) => direction * byText(a.bookingDate, b.bookingDate) || byText(a.id, b.id));
      expect(nodes.map(({ id }) => id)).toEqual(sorted.map(({ id }) => id));
    },
  );

  it('say in which direction money went, and the way down to the category', async () => {
    for (const { amount, direction, category } of await whole(accounts.zoo)) {
      if (Number(amount.value) !== 0) expect(direction).toBe(amount.value.startsWith('-') ? 'DEBIT' : 'CREDIT');
      const steps = category?.id.split('.') ?? [];
      expect(category?.path ?? []).toEqual(steps.map((_, depth) => steps.slice(0, depth + 1).join('.')));
    }
  });

  describe('keep their ids', () => {
    it.each([
      { from: '2026-03-14', to: '2026-03-14' },
      { from: '2026-03-15', to: '2026-03-18' },
      { from: '2026-03-20', to: '2026-03-21' },
      { from: '2026-03-21' },
      { to: '2026-03-20' },
      { from: '2026-03-19', to: '2026-03-19' },
    ])('in every window: %j', async ({ from = '0001-01-01', to = '9999-12-31', ...rest }) => {
      expect(rest).toEqual({});
      const inWindow = (await whole(accounts.zoo)).filter((node) => node.bookingDate >= from && node.bookingDate <= to);
      const bounds = { ...(from > '0001' ? { from } : {}), ...(to < '9999' ? { to } : {}) };
      expect(await whole(accounts.zoo, bounds)).toEqual(inWindow);
    });

    it('in a window that is asked for before anything else', async () => {
      const first = await whole(accounts.secondZoo, { from: '2026-03-14', to: '2026-03-21' });
      const all = byId(await whole(accounts.secondZoo));
      expect(first.map(({ id }) => all[id])).toEqual(first);
    });

    it.each([['PENDING'], ['BOOKED'], ['CANCELED'], ['PENDING', 'CANCELED']])(
      'under a filter by status: %s %s',
      async (...status) => {
        const matching = (await whole(accounts.zoo)).filter((node) => status.includes(node.status));
        expect(matching).not.toEqual([]);
        expect(await whole(accounts.zoo, { status })).toEqual(matching);
      },
    );

    it('when only new ones are asked for', async () => {
      const fresh = (await whole(accounts.zoo)).filter(({ isNew }) => isNew === true);
      expect(fresh).not.toEqual([]);
      expect(await whole(accounts.zoo, { onlyNew: true })).toEqual(fresh);
    });

    it('while upstream shuffles the entries of a day', async () => {
      const first = await whole(accounts.zoo);
      for (let round = 0; round < 5; round += 1) expect(await whole(accounts.zoo)).toEqual(first);
    });
  });

  describe('and rows that make no sense', () => {
    it('are left out and counted', async () => {
      const answer = await caller.ask(PAGE, { id: ids.account(accounts.spoiled), first: 1 });
      expect(answer.errors).toEqual([]);
      expect(answer.extensions.xs2a?.skippedRows).toBe(2 * rubbish().length);
    });
  });

  describe('refuse', () => {
    it.each([0, -1, 501, 2_000_000_000])('pages of %i entries', async (first) => {
      expect(codesOf(await caller.ask(PAGE, { id: ids.account(accounts.zoo), first }))).toEqual(['BAD_USER_INPUT']);
    });

    it.each(['', 'x', '__proto__', 'bm90IGEgY3Vyc29y', 'A'.repeat(300)])(
      'a cursor that nobody handed out: %s',
      async (after) => {
        const answer = await caller.ask(PAGE, { id: ids.account(accounts.zoo), first: 5, after });
        expect(['BAD_USER_INPUT', 'CURSOR_MISMATCH']).toEqual(expect.arrayContaining(codesOf(answer)));
        expect(answer.errors).toHaveLength(1);
      },
    );

    it('the cursor of another filter', async () => {
      const { pageInfo } = await page(caller, { id: ids.account(accounts.zoo), first: 5 });
      const variables = { id: ids.account(accounts.zoo), first: 5, after: pageInfo.endCursor };
      const answer = await caller.ask(PAGE, { ...variables, filter: { from: '2026-01-01' } });
      expect(codesOf(answer)).toEqual(['CURSOR_MISMATCH']);
    });
  });
});

describe('turnovers that change between syncs', () => {
  const connection = addConnection(changing, 1);
  const account = addAccount(changing, connection, 2, { rows: manyEntries(30) });
  let caller: Caller;
  let id: string;

  beforeAll(async () => {
    caller = deployment.as(changing);
    id = (await GraphIds.of(caller)).account(account);
  });

  const idsOf = async (): Promise<string[]> =>
    (await allPages(caller, { id, first: BIGGEST_PAGE })).map((node) => node.id).sort();

  it('keep their ids when they are booked, categorised anew, tagged and seen', async () => {
    account.rows = [entry({ status: 'PENDING', isNew: true }), entry({ value: '-5.00', status: 'BOOKED' })];
    landSync(changing, connection);
    const before = await idsOf();
    const later = { category: 'K.9.9', tags: ['rent'], isNew: false } as const;
    account.rows = [entry(later, 1), entry({ ...later, value: '-5.00', status: 'CANCELED' }, 2)];
    landSync(changing, connection);
    expect(await idsOf()).toEqual(before);
  });

  it('neither repeat nor hide one another when some arrive and some vanish between two pages', async () => {
    account.rows = manyEntries(40);
    landSync(changing, connection);
    const whole = await allPages(caller, { id, first: BIGGEST_PAGE });
    const first = await page(caller, { id, first: 10 });
    const gone = first.nodes.slice(7).map((node) => node.purpose[0]);
    account.rows = [
      entry({ bookingDate: '2026-11-01', purpose: ['young'] }),
      ...account.rows.filter((row) => !gone.includes(row.expected?.purpose[0]) || row.expected?.purpose[0] === 'Twin'),
      entry({ bookingDate: '2024-01-01', purpose: ['old'] }),
    ];
    landSync(changing, connection);
    const rest = await page(caller, { id, first: BIGGEST_PAGE, after: first.pageInfo.endCursor });
    expect(rest.nodes.slice(0, -1)).toEqual(whole.slice(10));
    expect(rest.nodes.at(-1)?.purpose).toEqual(['old']);
  });
});

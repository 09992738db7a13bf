import { berlinText } from './other-xs2a/berlin.js';
import { landSync } from './other-xs2a/sync.js';
import { newPerson, type Row } from './other-xs2a/world.js';
import { Random, SEED } from '../support/random.js';
import { codesOf } from './harness/answer.js';
import { Deployment, type Caller } from './harness/deployment.js';
import { GraphIds } from './harness/graph-ids.js';
import { badRow, entry, rawEntry } from './people/entries.js';
import { addAccount, addConnection } from './people/records.js';

interface Node {
  readonly id: string;
  readonly matchKeys: readonly string[];
  readonly bookingDate: string;
  readonly purposeText: string;
  readonly status: string;
}

const LIST = `query($id: ID!) { account(id: $id) { turnovers(first: 500) {
  totalCount unreadableCount nodes { id matchKeys bookingDate purposeText status } } } }`;
const CHANGES = `query($id: ID!, $since: String) { account(id: $id) { turnoverChanges(since: $since) {
  months { month turnovers { id matchKeys bookingDate purposeText status } } cursor hasMore } } }`;

const OWN_ID = 'XTO-1';
const BEYOND_2_53 = Number('9007199254740993');

/** What other aggregators and finance tools have met at real banks. */
const FIELD_REPORTS: Readonly<Record<string, readonly Row[]>> = {
  'zeros in place of ids': ['2026-03-02', '2026-03-03'].map((bookingDate) => entry({ bookingDate }, 0, { id: '0' })),
  'placeholders in place of ids': [
    'NOTPROVIDED',
    'n/a',
    'null',
    '-',
    ' ',
    'KEINE',
    '00000000-0000-0000-0000-000000000000',
  ].map((id, pick) => entry({ value: `-${pick + 1}.00` }, pick, { id, transaction_id: id })),
  'numbers that collapse': ['2026-03-02', '2026-03-03'].map((bookingDate) =>
    entry({ bookingDate }, 0, { id: BEYOND_2_53 }),
  ),
  'one id on two booked days': ['2026-03-02', '2026-03-09'].map((bookingDate) =>
    entry({ bookingDate }, 0, { id: OWN_ID }),
  ),
  'numbers of the entries of a day': [1, 2, 3].map((n) =>
    entry({ value: `-${n}.00` }, n, { transaction_id: `20260302-${n}` }),
  ),
  'twins, one of them with an id': [entry({}, 0, { transaction_id: 'bank-1' }), entry(), entry()],
  'a 30 February beside the 28th': [
    entry({ bookingDate: '2026-02-28' }),
    rawEntry({ bookingDate: '2026-02-28' }, { booking_date: '2026-02-30' }),
  ],
  'rows without a date': [badRow({ amount: 1 }), badRow({ booking_date: null, amount: 1 }), entry()],
};

const reports = Object.entries(FIELD_REPORTS);

describe('importers over another XS2A server', () => {
  const person = newPerson('Import-_1', { name: 'Ina Import', email: 'ina@import.example' });
  // Synced just now, so that every answer is read anew.
  const connection = addConnection(person, 1, { last_synced: berlinText(new Date()) });
  const accounts = reports.map(([, rows], index) => addAccount(person, connection, index + 2, { rows }));
  const changing = addAccount(person, connection, 50);
  let deployment: Deployment;
  let caller: Caller;
  let ids: GraphIds;

  beforeAll(async () => {
    deployment = await Deployment.start([person]);
    caller = deployment.as(person);
    ids = await GraphIds.of(caller);
  });

  afterAll(async () => {
    await deployment.stop();
  });

  async function list(id: string) {
    const data = await caller.data<{
      account: { turnovers: { totalCount: number; unreadableCount: number; nodes: Node[] } };
    }>(LIST, { id });
    return data.account.turnovers;
  }

  const idOf = (index: number): string => ids.account(accounts[index] ?? changing);

  it.each(reports.map(([name, rows], index) => ({ name, rows, index })))(
    'find every entry once: $name',
    async ({ rows, index }) => {
      const readable = rows.filter(({ expected }) => expected !== undefined);
      const { totalCount, unreadableCount, nodes } = await list(idOf(index));
      expect([totalCount, unreadableCount]).toEqual([readable.length, rows.length - readable.length]);
      const keys = nodes.flatMap(({ matchKeys }) => matchKeys);
      expect(new Set(keys).size).toBe(keys.length);
      for (const { id, matchKeys, bookingDate } of nodes) {
        expect(matchKeys[0]).toBe(id);
        for (const key of matchKeys) {
          const data = await caller.data<{ turnover: Node }>(
            'query($key: ID!) { turnover(id: $key) { id matchKeys bookingDate } }',
            { key },
          );
          expect(data.turnover).toMatchObject({ bookingDate, matchKeys: expect.arrayContaining([key]) as string[] });
        }
      }
    },
  );

  it('see a pending entry and its booking on another day as one', async () => {
    const pending = entry({ status: 'PENDING', bookingDate: '2026-03-02' }, 0, { id: OWN_ID });
    const booked = entry({ bookingDate: '2026-03-05' }, 1, { id: OWN_ID });
    changing.rows = [pending];
    const [before] = (await list(ids.account(changing))).nodes;
    changing.rows = [pending, booked];
    const { nodes } = await list(ids.account(changing));
    expect(nodes).toMatchObject([{ id: before?.id, status: 'BOOKED', bookingDate: '2026-03-05' }]);
  });

  it('recognise an entry that gets its id when it is booked', async () => {
    changing.rows = [entry({ status: 'PENDING' }), entry({ value: '-5.00' })];
    const before = (await list(ids.account(changing))).nodes.map(({ id }) => id);
    changing.rows = [
      entry({}, 0, { transaction_id: 'bank-1' }),
      entry({ value: '-5.00' }, 1, { transaction_id: 'bank-2' }),
    ];
    const after = (await list(ids.account(changing))).nodes;
    for (const id of before) expect(after.filter(({ matchKeys }) => matchKeys.includes(id))).toHaveLength(1);
  });

  it.each([
    ['line breaks', { purpose: ['Einkauf Fil', 'iale 0042'] }],
    ['composed letters', { name: 'Ba\u0308ckerei Groß & So\u0308hne' }],
    ['invisible characters', { purpose: ['Ein\u00adkauf', '\u200bFiliale 0042\ufeff'] }],
  ])('keep an id through other %s', async (_, raw) => {
    changing.rows = [entry()];
    const [before] = (await list(ids.account(changing))).nodes;
    changing.rows = [entry(raw)];
    expect((await list(ids.account(changing))).nodes[0]?.id).toBe(before?.id);
  });

  it(`end with exactly the list, over syncs that insert, book, renumber, correct and delete (SEED=${SEED})`, async () => {
    const random = new Random(SEED);
    const id = ids.account(changing);
    const copy = new Map<string, readonly Node[]>();
    let since: string | null = null;
    let rows: Row[] = [];
    for (let sync = 0; sync < 25; sync++) {
      const day = () =>
        `2025-${String(1 + random.below(12)).padStart(2, '0')}-${String(1 + random.below(28)).padStart(2, '0')}`;
      const transactionId = () => ['NOTPROVIDED', null, String(random.below(3)), `bank-${sync}`][random.below(4)];
      rows = rows.filter(() => random.below(12) > 0);
      for (let count = random.below(6); count > 0; count--) {
        const status = random.below(2) === 0 ? 'PENDING' : 'BOOKED';
        const change = { bookingDate: day(), value: `-${random.below(4)}.00`, status } as const;
        rows.push(entry(change, sync, { transaction_id: transactionId() }));
      }
      changing.rows = rows;
      landSync(person, connection);
      for (let hasMore = true; hasMore;) {
        interface Answer {
          account: {
            turnoverChanges: { months: { month: string; turnovers: Node[] }[]; cursor: string; hasMore: boolean };
          };
        }
        const { account }: Answer = await caller.data<Answer>(CHANGES, { id, since });
        for (const { month, turnovers } of account.turnoverChanges.months) copy.set(month, turnovers);
        ({ cursor: since, hasMore } = account.turnoverChanges);
      }
      const newestFirst = [...copy].sort(([a], [b]) => (a < b ? 1 : -1)).flatMap(([, turnovers]) => turnovers);
      expect(newestFirst).toEqual((await list(id)).nodes);
    }
  });

  it('cannot use a cursor of another account, or of another kind', async () => {
    const { account } = await caller.data<{ account: { turnoverChanges: { cursor: string } } }>(CHANGES, {
      id: idOf(0),
    });
    const foreign = await caller.ask(CHANGES, { id: idOf(1), since: account.turnoverChanges.cursor });
    const garbled = await caller.ask(CHANGES, { id: idOf(1), since: 'bm90IGEgY3Vyc29y' });
    expect([codesOf(foreign), codesOf(garbled)]).toEqual([['CURSOR_MISMATCH'], ['BAD_USER_INPUT']]);
  });
});

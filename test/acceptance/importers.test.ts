import { berlinText } from './other-xs2a/berlin.js';
import { landSync } from './other-xs2a/sync.js';
import { Dice } from './other-xs2a/turnover-list.js';
import { newPerson, type Row } from './other-xs2a/world.js';
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

  it('cannot use a cursor of another account, or of another kind', async () => {
    const { account } = await caller.data<{ account: { turnoverChanges: { cursor: string } } }>(CHANGES, {
      id: idOf(0),
    });
    const foreign = await caller.ask(CHANGES, { id: idOf(1), since: account.turnoverChanges.cursor });
    const garbled = await caller.ask(CHANGES, { id: idOf(1), since: 'bm90IGEgY3Vyc29y' });
    expect([codesOf(foreign), codesOf(garbled)]).toEqual([['CURSOR_MISMATCH'], ['BAD_USER_INPUT']]);
  });
});

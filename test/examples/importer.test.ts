import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { GatewayClient, type Graph, type TurnoverChanges } from '../../client/src/index.js';
import { importTurnovers, type Copy } from '../../examples/importer/importer.js';
import { Random, SEED } from '../support/random.js';
import { GatewayUnderTest } from '../support/gateway-under-test.js';
import { BankUnderTest, type Person } from '../support/test-bank.js';
import { itUnless } from '../support/unless.js';

/** What there is of an entry upstream, as far as syncs change it. */
interface Row {
  readonly transaction_id: string | null;
  readonly booking_date: string;
  readonly amount: number;
  readonly purpose: readonly string[];
  readonly prebooked: boolean;
  readonly category_id: string | null;
}

/** An account's life at the bank: entries are announced, booked under an id, corrected, renumbered, inserted in the past, deleted. */
class AccountLife {
  rows: Row[] = [];
  private made = 0;

  constructor(private readonly random: Random) {}

  live(day: number): void {
    for (let count = this.random.below(4); count > 0; count--) this.rows.push(this.entry(day - this.random.below(5)));
    if (this.random.below(10) === 0) this.rows.push(this.entry(this.random.below(Math.max(day, 1))));
    this.rows = this.rows
      .filter(() => this.random.below(150) > 0)
      .map((row) =>
        row.prebooked && this.random.below(2) === 0 ? { ...row, prebooked: false, transaction_id: this.id() } : row,
      )
      .map((row) => (this.random.below(100) === 0 ? { ...row, category_id: `K.${this.random.below(5)}` } : row))
      .map((row) => (this.random.below(200) === 0 ? { ...row, amount: row.amount + 1 } : row));
  }

  private entry(day: number): Row {
    const booking_date = new Date(Date.UTC(2025, 0, 1 + Math.max(day, 0))).toISOString().slice(0, 10);
    const purpose = [`Zahlung ${this.random.below(4)}`];
    return {
      transaction_id: null,
      booking_date,
      amount: this.random.below(50) - 25,
      purpose,
      prebooked: true,
      category_id: null,
    };
  }

  private id(): string | null {
    return ['NOTPROVIDED', null, String(this.random.below(3)), `bank-${++this.made}`][this.random.below(4)] ?? null;
  }
}

/** Without a database. */
class MemoryCopy implements Copy {
  private readonly accounts = new Map<
    string,
    { cursor: string; months: Map<string, readonly Graph.TurnoverEntryFragment[]> }
  >();

  cursorOf(accountId: string): string | undefined {
    return this.accounts.get(accountId)?.cursor;
  }

  replace(accountId: string, months: TurnoverChanges['months'], cursor: string): void {
    const account = this.accounts.get(accountId) ?? { cursor, months: new Map() };
    for (const { month, turnovers } of months) account.months.set(month, turnovers);
    this.accounts.set(accountId, { ...account, cursor });
  }

  accountIds(): readonly string[] {
    return [...this.accounts.keys()];
  }

  drop(accountId: string): void {
    this.accounts.delete(accountId);
  }

  entriesOf(accountId: string): readonly Graph.TurnoverEntryFragment[] {
    return [...(this.accounts.get(accountId)?.months.values() ?? [])].flat();
  }
}

describe('the importer of the examples', () => {
  let bank: BankUnderTest;
  let gateway: GatewayUnderTest;
  let person: Person;
  let client: GatewayClient;

  beforeAll(async () => {
    bank = await BankUnderTest.start();
    gateway = await GatewayUnderTest.start(bank);
    // Synced just now: what is read is not kept.
    person = await bank.addPerson({ turnovers: 0, accounts: 2, syncedAgo: 1 });
    const token = (await gateway.as(person)).jwt ?? '';
    client = new GatewayClient({ url: `${gateway.url}/graphql`, token: () => token });
  });

  afterAll(async () => {
    await gateway.close();
    await bank.close();
  });

  async function show(accountId: string, rows: readonly Row[]): Promise<void> {
    await bank.override({ path: `/v1/api/accounts/${accountId}/turnovers`, body: { turnovers: rows } });
  }

  it(`ends with exactly what the bank has, after each sync of a year (SEED=${SEED})`, async () => {
    const random = new Random(SEED);
    const lives = person.accounts.map((accountId) => ({ accountId, life: new AccountLife(random) }));
    const copy = new MemoryCopy();
    for (let day = 0; day < 365; day += 1 + random.below(14)) {
      await bank.heal();
      for (const { accountId, life } of lives) {
        life.live(day);
        await show(accountId, life.rows);
      }
      await importTurnovers(client, client.viewer, copy);
      for (const id of copy.accountIds()) {
        const { data } = await client.account(id).get();
        const xs2aId = lives.find(({ accountId }) =>
          Buffer.from(data.id, 'base64url').toString().endsWith(`.${accountId}`),
        );
        const said = copy
          .entriesOf(id)
          .map(({ bookingDate, amount, purposeText, status, category }) =>
            [bookingDate, Number(amount.value), purposeText, status, category?.id ?? null].join(),
          );
        const there = xs2aId?.life.rows.map(({ booking_date, amount, purpose, prebooked, category_id }) =>
          [booking_date, amount, purpose.join(' '), prebooked ? 'PENDING' : 'BOOKED', category_id].join(),
        );
        expect(said.sort()).toEqual(there?.sort());
      }
    }
  });

  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const hasSqlite = major > 22 || (major === 22 && minor >= 13);
  const noSqlite = hasSqlite ? undefined : 'this Node has no SQLite of its own';
  itUnless(noSqlite)('keeps its copy, and notes on it, in SQLite (Node 22.13 or newer)', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'importer-'));
    const env = { ...process.env, GATEWAY_URL: `${gateway.url}/graphql`, COPY: join(folder, 'turnovers.sqlite') };
    const token = (await gateway.as(person)).jwt ?? '';
    await promisify(execFile)('node_modules/.bin/tsc', ['-p', 'examples/importer']);
    const run = async () => {
      const options = { env: { ...env, GATEWAY_TOKEN: token } };
      return (await promisify(execFile)(process.execPath, ['dist/examples/importer/main.js'], options)).stdout.trim();
    };
    const query = async (sql: string) => {
      const script = `const { DatabaseSync } = require('node:sqlite');
        console.log(JSON.stringify(new DatabaseSync(process.env.COPY).prepare(process.argv[1]).all()))`;
      return JSON.parse((await promisify(execFile)(process.execPath, ['-e', script, sql], { env })).stdout) as unknown;
    };
    try {
      const pending: Row = {
        transaction_id: null,
        booking_date: '2025-03-01',
        amount: -3,
        purpose: ['Kaffee'],
        prebooked: true,
        category_id: null,
      };
      await bank.heal();
      for (const accountId of person.accounts) await show(accountId, [pending]);
      expect(await run()).toBe('2 accounts, 2 months replaced');
      expect(await run()).toBe('2 accounts, 0 months replaced');
      await query("INSERT INTO note SELECT id, 'with Nora' FROM turnover LIMIT 1");
      await bank.heal();
      for (const accountId of person.accounts)
        await show(accountId, [{ ...pending, prebooked: false, transaction_id: 'bank-1' }]);
      expect(await run()).toBe('2 accounts, 2 months replaced');
      expect(await query('SELECT text, status FROM turnover_note JOIN turnover ON turnover.id = turnover_id')).toEqual([
        { text: 'with Nora', status: 'BOOKED' },
      ]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

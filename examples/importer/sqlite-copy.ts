import { DatabaseSync } from 'node:sqlite';
import type { Graph, TurnoverChanges } from '@xs2a-graphql-gateway/client';
import type { Copy } from './importer.js';

/** Amounts stay decimal text: SQLite's own numbers are floats. */
const TABLES = `
  CREATE TABLE IF NOT EXISTS account (id TEXT PRIMARY KEY, cursor TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS turnover (
    id TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES account ON DELETE CASCADE, booking_date TEXT NOT NULL,
    amount TEXT NOT NULL, currency TEXT, status TEXT NOT NULL, purpose TEXT NOT NULL,
    counterparty TEXT, counterparty_iban TEXT, category TEXT, tags TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS turnover_by_date ON turnover (account_id, booking_date);
  CREATE TABLE IF NOT EXISTS turnover_key (
    key TEXT PRIMARY KEY, turnover_id TEXT NOT NULL REFERENCES turnover ON DELETE CASCADE
  ) STRICT;
  -- Of one's own making: it belongs to a turnover by whichever key that has at present, and outlives every replacement.
  CREATE TABLE IF NOT EXISTS note (key TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT;
  CREATE VIEW IF NOT EXISTS turnover_note AS SELECT turnover_id, text FROM note JOIN turnover_key USING (key);
`;

/** A copy of turnovers in a file. */
export class SqliteCopy implements Copy {
  readonly #database: DatabaseSync;

  constructor(path: string) {
    this.#database = new DatabaseSync(path);
    this.#database.exec(`PRAGMA foreign_keys = ON; ${TABLES}`);
  }

  cursorOf(accountId: string): string | undefined {
    const row = this.#database.prepare('SELECT cursor FROM account WHERE id = ?').get(accountId);
    return row?.cursor as string | undefined;
  }

  replace(accountId: string, months: TurnoverChanges['months'], cursor: string): void {
    this.#transaction(() => {
      this.#run(
        'INSERT INTO account VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET cursor = excluded.cursor',
        accountId,
        cursor,
      );
      // All old ones first: an entry may have moved from one of the months to another.
      for (const { month } of months)
        this.#run('DELETE FROM turnover WHERE account_id = ? AND substr(booking_date, 1, 7) = ?', accountId, month);
      for (const { turnovers } of months) for (const turnover of turnovers) this.#add(accountId, turnover);
    });
  }

  accountIds(): readonly string[] {
    return this.#database
      .prepare('SELECT id FROM account')
      .all()
      .map(({ id }) => id as string);
  }

  drop(accountId: string): void {
    this.#run('DELETE FROM account WHERE id = ?', accountId);
  }

  close(): void {
    this.#database.close();
  }

  #add(accountId: string, turnover: Graph.TurnoverEntryFragment): void {
    const { id, matchKeys, bookingDate, amount, status, purposeText, counterparty, category, tags } = turnover;
    this.#run(
      'INSERT INTO turnover VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      ...[id, accountId, bookingDate, amount.value, amount.currency, status, purposeText],
      ...[counterparty?.name ?? null, counterparty?.iban ?? null, category?.id ?? null, JSON.stringify(tags)],
    );
    for (const key of matchKeys) this.#run('INSERT INTO turnover_key VALUES (?, ?)', key, id);
  }

  #run(sql: string, ...values: (string | null)[]): void {
    this.#database.prepare(sql).run(...values);
  }

  #transaction(work: () => void): void {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      work();
      this.#database.exec('COMMIT');
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    }
  }
}

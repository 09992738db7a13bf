/** What this example uses of `node:sqlite` (Node 22.13 or newer), for projects with older types of Node. */
declare module 'node:sqlite' {
  type Value = string | number | bigint | Uint8Array | null;

  interface StatementSync {
    run(...values: Value[]): unknown;
    get(...values: Value[]): Record<string, Value> | undefined;
    all(...values: Value[]): Record<string, Value>[];
  }

  export class DatabaseSync {
    constructor(path: string);
    exec(sql: string): void;
    prepare(sql: string): StatementSync;
    close(): void;
  }
}

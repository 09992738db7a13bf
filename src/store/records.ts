/** The names that a record may stand under: by the newest key, then by older ones. It is written under the first. */
export type RecordNames = readonly [string, ...string[]];

/** Where sealed records are kept. Everything rejects when it cannot be done, or is not known to be. */
export interface Records {
  get(names: RecordNames): Promise<string | undefined>;
  set(names: RecordNames, record: string, ttlMs: number): Promise<void>;
  /** False when there is one under any of the names already. */
  add(names: RecordNames, record: string, ttlMs: number): Promise<boolean>;
  delete(names: RecordNames): Promise<void>;
  readonly available: boolean;
  ready(): Promise<boolean>;
  close(): Promise<void>;
}

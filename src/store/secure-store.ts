/** What JSON can carry. Types of records are type aliases, not interfaces: only those fit an index signature. */
export type JsonValue =
  null | boolean | number | string | readonly JsonValue[] | { readonly [member: string]: JsonValue };

/**
 * Keeps records for a while, encrypted wherever they leave the process, each belonging to an owner: a bank user, a caller, or the gateway itself.
 * A store is an aid, so nothing here throws: a store that cannot be reached forgets, and says of a write that it is not known to be done.
 *
 * What it does not promise: whoever may write to the store behind it can bring back an older record of the same owner and key
 * until that record would have ended.
 */
export interface SecureStore {
  /**
   * Undefined when there is none, when it cannot be read, or when it is not as it was written. Of a shape that this version
   * of the gateway may not know: to be checked.
   */
  get(owner: string, key: string): Promise<JsonValue | undefined>;
  /** @returns true when the record is truly stored; false when that is not known: it may still arrive. */
  set(owner: string, key: string, value: JsonValue, ttlMs: number): Promise<boolean>;
  /**
   * Atomic, across all instances that share the store: of several callers at the same time, one gets `stored`.
   *
   * @returns `exists` when there is a record already, be it readable or not; `unknown` when the store cannot be asked or the
   * answer was lost: the record may be there or not.
   */
  setIfAbsent(owner: string, key: string, value: JsonValue, ttlMs: number): Promise<'stored' | 'exists' | 'unknown'>;
  /** @returns true when there is no such record any more, whether or not there was one; false when that is not known. */
  delete(owner: string, key: string): Promise<boolean>;
  /** Whether the store can be reached, as far as known. */
  readonly available: boolean;
  /** Waits for the first connection to be made or to fail, a few seconds at the most. */
  ready(): Promise<boolean>;
  /** Whatever comes afterwards finds nothing and stores nothing. */
  close(): Promise<void>;
}

export type StoreOperation = 'get' | 'set' | 'setIfAbsent' | 'delete' | 'extend';

/** What the log and the metrics may know. `error` is the cause as it was caught: for a log that drops messages. */
export type StoreEvent = { readonly namespace: string } & (
  | { readonly kind: 'connected' }
  /** A connection was lost, or could not be made; it is tried again by itself. */
  | { readonly kind: 'disconnected'; readonly error: unknown }
  | { readonly kind: 'failed'; readonly operation: StoreOperation; readonly error: unknown }
  /** A record was not as it was written: cut, altered, moved, or written with a key that is not known. */
  | { readonly kind: 'recordRefused' }
);

/** Types of records are type aliases, not interfaces: only aliases fit an index signature. */
export type JsonValue =
  null | boolean | number | string | readonly JsonValue[] | { readonly [member: string]: JsonValue };

/**
 * Stores records for a limited time, encrypted outside the process. Each belongs to an owner: a bank user, a caller, or the
 * gateway itself. Nothing here throws: an unreachable store finds nothing and reports writes as not known to be done.
 *
 * No protection against replay: who can write to the backing store can restore an older record of the same owner and key until
 * that record expires.
 */
export interface SecureStore {
  /**
   * Undefined when there is none, or when it is unreadable or was tampered with. May come from another version of the gateway, so
   * validate its shape.
   */
  get(owner: string, key: string): Promise<JsonValue | undefined>;
  /** @returns true when the record is stored; false when that is unknown: the write may still take effect */
  set(owner: string, key: string, value: JsonValue, ttlMs: number): Promise<boolean>;
  /**
   * Atomic across all instances that share the store: of several concurrent callers, one gets `stored`.
   *
   * @returns `exists` when there is a record, readable or not; `unknown` when the store is unreachable or the reply was lost, in
   * which case the record may exist
   */
  setIfAbsent(owner: string, key: string, value: JsonValue, ttlMs: number): Promise<'stored' | 'exists' | 'unknown'>;
  /** @returns true when the record does not exist any more, or never did; false when that is unknown */
  delete(owner: string, key: string): Promise<boolean>;
  /** Whether the store is believed to be reachable. */
  readonly available: boolean;
  /** Waits for the first connection attempt, a few seconds at most. */
  ready(): Promise<boolean>;
  /** Later calls find nothing and store nothing. */
  close(): Promise<void>;
}

export type StoreOperation = 'get' | 'set' | 'setIfAbsent' | 'delete' | 'extend';

/** `error` is the cause as caught; loggers must drop its message. */
export type StoreEvent = { readonly namespace: string } & (
  | { readonly kind: 'connected' }
  /** A connection was lost or an attempt failed; the store reconnects by itself. */
  | { readonly kind: 'disconnected'; readonly error: unknown }
  | { readonly kind: 'failed'; readonly operation: StoreOperation; readonly error: unknown }
  /** A record was truncated, altered, moved, or encrypted with an unknown key. */
  | { readonly kind: 'recordRefused' }
);

import type { Listed } from '../owned-list.js';
import type { SyncState } from './seen-connections.js';

/** The state of the last syncs of a bank user's connections. */
export type Syncs = Listed<SyncState>;

/** The start of a read, for the stamp of its answer. */
export interface ReadStart {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly syncs: Syncs | Promise<Syncs>;
}

/** The dependencies of an answer. */
export interface Basis {
  /** Scopes of writes, see `WRITE_SCOPES`. */
  readonly scopes: readonly string[];
  /** XS2A's ids of the connections whose syncs change it, or all of the bank user's. */
  readonly connections: readonly string[] | 'all';
}

/** The state that an answer was read under, compared with the current state to validate it. */
export interface Stamp {
  /** Start of the read, in epoch milliseconds. */
  readonly readAt: number;
  /** The last write that could have changed the answer. */
  readonly generation: string;
  /** The last syncs of the connections that it depends on. */
  readonly syncs: string;
}

/** How to validate a cached answer. */
export interface Dependency {
  basis(): Basis | Promise<Basis>;
  /** To be called at the start of a read. */
  begin(): ReadStart;
  /** The current state. */
  currently(): Promise<{ readonly at: number; readonly syncs: Syncs }>;
}

/** A cacheable read of one bank user's data. */
export interface Read<T extends object> {
  readonly bankUserId: string;
  /** The cache key: what is read, including its type. */
  readonly key: string;
  /** The part that is read, where a read can be of less than everything. */
  readonly part?: string;
  readonly dependsOn: Dependency;
  /** Upstream's response, as JSON: it may be shared between instances. */
  readonly fetch: () => Promise<unknown>;
  /** @throws UpstreamError when the response is malformed */
  readonly understand: (answer: unknown) => T | Promise<T>;
  /** Estimated memory. */
  readonly bytesOf: (value: T) => number;
  /** Whether an entry for another part covers this one. */
  readonly isServedBy?: (value: T) => boolean;
  /** A read that covers the cached answer too, so that the two do not replace each other in turns. */
  readonly widenedBy?: (value: T) => Read<T>;
}

export function isServed<T extends object>({ isServedBy }: Read<T>, value: T): boolean {
  return isServedBy?.(value) ?? true;
}

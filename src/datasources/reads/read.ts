import type { Listed } from '../owned-list.js';
import type { SyncState } from './seen-connections.js';

/** How the syncs of a bank user's connections had ended at some moment. */
export type Syncs = Listed<SyncState>;

/** When a read began, as far as it matters to what may be cached of it. */
export interface ReadStart {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly syncs: Syncs | Promise<Syncs>;
}

/** What an answer depends on. */
export interface Basis {
  /** What writes are recorded of, see `WRITE_SCOPES`. */
  readonly scopes: readonly string[];
  /** XS2A's ids of the connections whose syncs change it, or all of the bank user's. */
  readonly connections: readonly string[] | 'all';
}

/** What a cached answer was read under, to be compared with what is true when it is asked for again. */
export interface Stamp {
  /** Epoch milliseconds: when the read began. */
  readonly readAt: number;
  /** The last write of everything that could have changed the answer. */
  readonly generation: string;
  /** How the syncs had ended of the connections that it depends on. */
  readonly syncs: string;
}

/** How to find out whether a cached answer is as good as a new one. */
export interface Dependency {
  basis(): Basis | Promise<Basis>;
  /** To be called when a read begins. */
  begin(): ReadStart;
  /** How things are at the moment. */
  currently(): Promise<{ readonly at: number; readonly syncs: Syncs }>;
}

/** A read of one bank user's data whose answer may be cached. */
export interface Read<T extends object> {
  readonly bankUserId: string;
  /** What is read, its type included; the answer is cached under it. */
  readonly key: string;
  /** Which part of it is read, where a read can ask for less than all. */
  readonly part?: string;
  readonly dependsOn: Dependency;
  /** Upstream's answer, in a form that JSON carries: it may be shared between instances. */
  readonly fetch: () => Promise<unknown>;
  /** @throws UpstreamError when the answer is malformed */
  readonly understand: (answer: unknown) => T | Promise<T>;
  /** An estimate of the memory that it takes. */
  readonly bytesOf: (value: T) => number;
  /** Whether an answer for another part serves for this one as well. */
  readonly isServedBy?: (value: T) => boolean;
  /** Reads what another answer covers as well, so that the two do not replace each other in the cache by turns. */
  readonly widenedBy?: (value: T) => Read<T>;
}

export function isServed<T extends object>({ isServedBy }: Read<T>, value: T): boolean {
  return isServedBy?.(value) ?? true;
}

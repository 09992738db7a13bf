import type { Listed } from '../owned-list.js';
import type { SyncState } from './seen-connections.js';
import type { WriteState } from './write-records.js';

/** When a read began, as far as it matters to what may be cached of it. */
export interface ReadStart {
  /** Epoch milliseconds. */
  readonly at: number;
  /** How the syncs of the bank user's connections had ended by then. */
  readonly syncs: Listed<SyncState> | Promise<Listed<SyncState>>;
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

/** What has to be as it was for a cached answer to be as good as a new one. */
export interface Dependency<T> {
  begin(): ReadStart;
  /** For an answer that has been read; undefined where it must not be cached. */
  stamp(start: ReadStart, writes: WriteState, value: T): Promise<Stamp | undefined>;
  /** Whether a cached answer is as good as a new one. */
  holds(stamp: Stamp, writes: WriteState, value: T): Promise<boolean>;
}

/** A read of one bank user's data whose answer may be cached. */
export interface Read<T extends object> {
  readonly bankUserId: string;
  /** What is read, its type included; the answer is cached under it. */
  readonly key: string;
  /** Which part of it is read, where a read can ask for less than all. */
  readonly part?: string;
  readonly dependsOn: Dependency<T>;
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

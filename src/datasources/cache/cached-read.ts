/** When something is read, as far as what may be kept depends on it. */
export interface ReadMoment {
  /** Of the bank user, see UserEpochs. */
  readonly epoch: string;
  /** Epoch milliseconds: when the read begins. */
  readonly at: number;
}

/** Something to read, of one bank user, whose answer may be kept. */
export interface CachedRead<T extends object> {
  readonly bankUserId: string;
  /** What is read, its type included; the answer is kept under it. */
  readonly key: string;
  /** Which part of it is read, where a read can ask for less than all. */
  readonly part?: string;
  /** What an answer holds for that is read at that moment, see Freshness; undefined when it may not be kept. */
  readonly version: (moment: ReadMoment) => Promise<string | undefined>;
  /** What has to succeed before a cached answer is served: it says that the owner still exists. Not asked before a fetch. */
  readonly confirm?: () => Promise<unknown>;
  /** Upstream's answer, in a form that JSON carries: it may be shared between instances. */
  readonly fetch: () => Promise<unknown>;
  /** @throws UpstreamError when the answer makes no sense */
  readonly understand: (answer: unknown) => T | Promise<T>;
  /** An estimate of the memory that it takes. */
  readonly bytesOf: (value: T) => number;
  /** Whether what was read of another part will do. */
  readonly isServedBy?: (value: T) => boolean;
  /** Reads what another read has brought as well, so that the two do not take turns in being kept. */
  readonly widenedBy?: (value: T) => CachedRead<T>;
}

export function isServed<T extends object>({ isServedBy }: CachedRead<T>, value: T): boolean {
  return isServedBy?.(value) ?? true;
}

/** The kinds of reads and results: the first word of cache keys. */
const READS = [
  'connections',
  'accounts',
  'balance',
  'turnovers',
  'bank-user',
  'banks',
  'session',
  'report',
  'result',
  'findings',
] as const;

export type ReadName = (typeof READS)[number] | 'other';

/** What happens to reads and cache entries. */
export interface CacheEvent {
  readonly read: ReadName;
  /**
   * `hit`: served from this process's memory; `sharedHit`: from another instance's read; `miss`: has to be read upstream;
   * `joined`: waited for the same read in flight; `evicted`: removed to make room; `tooLarge`: not cached.
   */
  readonly event: 'hit' | 'sharedHit' | 'miss' | 'joined' | 'evicted' | 'tooLarge';
  readonly count: number;
}

export type OnCacheEvent = (event: CacheEvent) => void;

/** Keys may continue with ids, which must not be reported. */
export function readNameOf(key: string): ReadName {
  const [word] = key.split(' ', 1);
  return READS.find((name) => name === word) ?? 'other';
}

/** What is read of XS2A, or made of it, by the first word of the keys under which it is shared and kept. */
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
] as const;

export type ReadName = (typeof READS)[number] | 'other';

/** What happens to reads and to cached entries. */
export interface CacheEvent {
  readonly read: ReadName;
  /**
   * `hit`: served from this process's memory; `sharedHit`: from what another instance has read; `miss`: to be read upstream;
   * `joined`: waited for somebody who was reading the same; `evicted`: pushed out by others; `tooLarge`: not kept at all.
   */
  readonly event: 'hit' | 'sharedHit' | 'miss' | 'joined' | 'evicted' | 'tooLarge';
  readonly count: number;
}

export type TellCacheEvent = (event: CacheEvent) => void;

/** Keys may go on with ids, which are not to be told. */
export function readNameOf(key: string): ReadName {
  const [word] = key.split(' ', 1);
  return READS.find((name) => name === word) ?? 'other';
}

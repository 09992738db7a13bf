import type { BankConnectionSource } from '../bank-connection.source.js';
import type { Meter } from '../meter.js';
import type { OperationReads } from './operation-reads.js';
import type { Reads } from './reads.js';

/** The serialised result of an operation without errors. */
interface Finished {
  readonly result: object;
  /** Estimated memory. */
  readonly bytes: number;
}

/** The state that a result was built under. */
export interface ResultStamp {
  /** Start of the oldest read that it was built from, in epoch milliseconds. */
  readonly readAt: number;
  /** Token of `WriteState`. */
  readonly token: string;
  /** The connections, as JSON. */
  readonly connections: string;
}

interface CachedResult extends Pick<Finished, 'result'> {
  /** Cache hits of the operation, for its meter. */
  readonly cacheHits: number;
}

const BYTES_PER_CHARACTER = 2;

/**
 * Caches whole results of operations that were built from cached answers and the list of connections only. The same operation of
 * the same bank user then costs that list alone: the result is valid while the list is the same and nothing was written.
 *
 * One per operation.
 */
export class ResultCache {
  constructor(
    private readonly shared: Reads,
    private readonly reads: OperationReads,
    private readonly connections: BankConnectionSource,
    private readonly meter: Meter,
    private readonly now: () => Date,
  ) {}

  /** @param operation identifies the document and its variables */
  async find(bankUserId: string, operation: string): Promise<object | undefined> {
    const { results, onEvent } = this.shared;
    const key = keyOf(operation);
    const cached = results.get(bankUserId, key);
    if (cached === undefined) return undefined;
    const { token, connections } = (await this.currently(bankUserId)) ?? {};
    if (cached.stamp.token !== token || cached.stamp.connections !== connections) {
      results.drop(bankUserId, key);
      return undefined;
    }
    const { result, cacheHits } = cached.value as CachedResult;
    this.meter.cacheHits += cacheHits;
    onEvent({ read: 'result', event: 'hit', count: 1 });
    return result;
  }

  /**
   * @param finish serialises the result and estimates its memory
   * @returns what was cached; undefined when the result may not be cached
   */
  async keep(bankUserId: string, operation: string, finish: () => Finished): Promise<object | undefined> {
    const { record } = this.reads;
    const { cacheHits, skippedRows } = this.meter;
    if (!record.isOnlyKeptOf(bankUserId) || skippedRows > 0) return undefined;
    const current = await this.currently(bankUserId);
    if (current === undefined) return undefined;
    const { result, bytes } = finish();
    const value: CachedResult = { result, cacheHits };
    this.shared.results.set(bankUserId, keyOf(operation), {
      stamp: { readAt: Math.min(record.oldestReadAt, this.now().getTime()), ...current },
      value,
      bytes: bytes + BYTES_PER_CHARACTER * current.connections.length,
    });
    return result;
  }

  /** The current state; undefined while nothing may be cached. */
  private async currently(bankUserId: string): Promise<Pick<ResultStamp, 'token' | 'connections'> | undefined> {
    try {
      const writes = await this.reads.writesTo(bankUserId);
      const { things } = await this.connections.listOf(bankUserId);
      return writes && { token: writes.token, connections: JSON.stringify([...things.values()]) };
    } catch {
      // The operation then fails on its own read of the list.
      return undefined;
    }
  }
}

function keyOf(operation: string): string {
  return `result ${operation}`;
}

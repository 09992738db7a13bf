import type { BankConnectionSource } from '../bank-connection.source.js';
import type { Meter } from '../meter.js';
import type { OperationReads } from './operation-reads.js';
import type { Reads } from './reads.js';

/** The result of an operation, without errors, in whatever form. */
interface Finished {
  readonly result: object;
  /** An estimate of the memory that it takes. */
  readonly bytes: number;
}

/** What the result of an operation was made under. */
export interface ResultStamp {
  /** Epoch milliseconds: when the oldest of what it was made of was read. */
  readonly readAt: number;
  /** Of `WriteState`. */
  readonly token: string;
  /** What the connections said, as JSON. */
  readonly connections: string;
}

interface CachedResult extends Pick<Finished, 'result'> {
  /** How often the operation was served from the cache, for its meter. */
  readonly cacheHits: number;
}

const BYTES_PER_CHARACTER = 2;

/**
 * Whole results of operations that were made of nothing but cached answers, and of the list of connections. The same operation
 * of the same bank user then costs that list alone: as long as it says the same and nothing was written, so does the result.
 *
 * Made for one operation.
 */
export class ResultCache {
  constructor(
    private readonly shared: Reads,
    private readonly reads: OperationReads,
    private readonly connections: BankConnectionSource,
    private readonly meter: Meter,
    private readonly now: () => Date,
  ) {}

  /** @param operation names what is asked, down to its variables */
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
   * @param finish makes the form in which the result is cached, and estimates the bytes of memory that it takes
   * @returns what was cached; undefined when the result may not be
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

  /** As the operation has found it; undefined while nothing may be cached. */
  private async currently(bankUserId: string): Promise<Pick<ResultStamp, 'token' | 'connections'> | undefined> {
    try {
      const writes = await this.reads.writesTo(bankUserId);
      const { things } = await this.connections.listOf(bankUserId);
      return writes && { token: writes.token, connections: JSON.stringify([...things.values()]) };
    } catch {
      // Whoever then asks for the list learns why it cannot be read.
      return undefined;
    }
  }
}

function keyOf(operation: string): string {
  return `result ${operation}`;
}

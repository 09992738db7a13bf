import type { BankConnectionSource } from '../bank-connection.source.js';
import type { Meter } from '../meter.js';
import type { CachedReads } from './cached-reads.js';
import type { Freshness } from './freshness.js';
import type { ReadThrough } from './read-through.js';

/** The result of an operation, without errors, in whatever form. */
interface Finished {
  readonly result: object;
  /** An estimate of the memory that it takes. */
  readonly bytes: number;
}

interface KeptResult extends Pick<Finished, 'result'> {
  /** How often the operation was served from what is kept, for its meter. */
  readonly cacheHits: number;
}

/**
 * Whole results of operations that were made of nothing but what is kept, and of the list of connections. The same operation
 * of the same bank user then costs that list alone: as long as it says the same, so does the result.
 *
 * Made for one operation.
 */
export class KeptResults {
  constructor(
    private readonly through: ReadThrough,
    private readonly reads: CachedReads,
    private readonly freshness: Freshness,
    private readonly connections: BankConnectionSource,
    private readonly meter: Meter,
  ) {}

  /** @param operation names what is asked, down to its variables */
  async find(bankUserId: string, operation: string): Promise<object | undefined> {
    const { results, tell } = this.through;
    const key = keyOf(operation);
    // What is not there at all need not wait for its version.
    if (!results.has(bankUserId, key)) return undefined;
    const current = await this.currently(bankUserId);
    const kept = current && results.get(bankUserId, key, current.version);
    if (kept === undefined) {
      // Nobody is to wait for the list because of it once more; the next that is made will be kept again.
      results.drop(bankUserId, key);
      return undefined;
    }
    const { result, cacheHits } = kept.value as KeptResult;
    this.meter.cacheHits += cacheHits;
    tell({ read: 'result', event: 'hit', count: 1 });
    return result;
  }

  /**
   * @param finish makes the form in which the result is kept, and estimates the bytes of memory that it takes
   * @returns what was kept; undefined when the result may not be
   */
  async keep(bankUserId: string, operation: string, finish: () => Finished): Promise<object | undefined> {
    const { record } = this.reads;
    const { cacheHits, skippedRows } = this.meter;
    if (!record.isOnlyKeptOf(bankUserId) || skippedRows > 0) return undefined;
    const current = await this.currently(bankUserId);
    if (current === undefined) return undefined;
    const { result, bytes } = finish();
    const value: KeptResult = { result, cacheHits };
    const readAt = Math.min(record.oldestReadAt, current.at);
    this.through.results.set(bankUserId, keyOf(operation), { version: current.version, readAt, value, bytes });
    return result;
  }

  /**
   * What everything depends on that is kept of the bank user, and what the list of connections says itself; undefined while
   * nothing may be kept.
   */
  private async currently(bankUserId: string): Promise<{ readonly version: string; readonly at: number } | undefined> {
    try {
      const moment = await this.reads.momentFor(bankUserId);
      if (moment === undefined) return undefined;
      const version = await this.freshness.ofAccounts(bankUserId, moment);
      if (version === undefined) return undefined;
      const { things } = await this.connections.listOf(bankUserId);
      return { version: `${version} ${JSON.stringify([...things.values()])}`, at: moment.at };
    } catch {
      // Whoever then asks for the list learns why it cannot be read.
      return undefined;
    }
  }
}

function keyOf(operation: string): string {
  return `result ${operation}`;
}

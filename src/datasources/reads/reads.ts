import type { AnswerCache } from './answer-cache.js';
import type { OnCacheEvent } from './cache-event.js';
import type { DerivedCache } from './derived-cache.js';
import type { InFlightReads } from './in-flight-reads.js';
import type { MemoryCache } from './memory-cache.js';
import type { Stamp } from './read.js';
import type { ResultStamp } from './result-cache.js';
import type { Change, WriteRecords } from './write-records.js';

/** What the reads of all operations of this process share. */
export class Reads {
  constructor(
    readonly answers: AnswerCache,
    private readonly memory: MemoryCache<Stamp>,
    /** Of whole operations. */
    readonly results: MemoryCache<ResultStamp>,
    /** Of what is worked out from answers. */
    readonly derived: DerivedCache,
    readonly inFlight: InFlightReads,
    readonly writes: WriteRecords,
    readonly onEvent: OnCacheEvent,
    /** Called after each change is recorded. */
    private readonly onChanged: (bankUserId: string) => void,
  ) {}

  /** Invalidates, in all instances, earlier answers that the change may affect. */
  async changed(bankUserId: string, change: Change): Promise<void> {
    this.inFlight.forget(bankUserId);
    this.results.forget(bankUserId);
    if (change.of === 'everything') this.memory.forget(bankUserId);
    await this.writes.record(bankUserId, change);
    this.onChanged(bankUserId);
  }
}

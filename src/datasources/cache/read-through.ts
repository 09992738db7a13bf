import type { BankConnection } from '../../schema/bank-connection.type.js';
import type { SharedReads } from '../shared-reads.js';
import type { AnswerCache } from './answer-cache.js';
import type { TellCacheEvent } from './cache-event.js';
import type { KeptAnswers } from './kept-answers.js';
import type { SyncWaits } from './sync-waits.js';
import type { UserEpochs } from './user-epochs.js';

/** What the reads of all operations go through. */
export class ReadThrough {
  constructor(
    readonly kept: KeptAnswers,
    /** Results of whole operations. */
    readonly results: AnswerCache,
    readonly reads: SharedReads,
    readonly epochs: UserEpochs,
    readonly waits: SyncWaits,
    readonly tell: TellCacheEvent,
  ) {}

  /**
   * Something of the bank user's may have changed: nobody is served what was read before, here or in another instance.
   *
   * @param synced the connection that is being synced from now on, if that is it
   */
  async changed(bankUserId: string, synced?: BankConnection): Promise<void> {
    this.reads.forget(bankUserId);
    this.kept.forget(bankUserId);
    this.results.forget(bankUserId);
    // Whoever sees the new epoch is to see the wait as well.
    if (synced !== undefined) await this.waits.begin(synced);
    await this.epochs.end(bankUserId);
  }
}

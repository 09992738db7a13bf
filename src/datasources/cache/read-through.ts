import type { SharedReads } from '../shared-reads.js';
import type { AnswerCache } from './answer-cache.js';
import type { UserStates } from './user-states.js';

/** What the reads of all operations go through. */
export class ReadThrough {
  constructor(
    readonly cache: AnswerCache,
    readonly reads: SharedReads,
    readonly states: UserStates,
  ) {}

  /**
   * Something of the bank user's may have changed: nobody is served what was read before, here or in another instance.
   *
   * @param tell what the other instances are told, other than that something has changed
   */
  async changed(
    bankUserId: string,
    tell: (states: UserStates) => Promise<void> = (states) => states.changed(bankUserId),
  ): Promise<void> {
    this.reads.forget(bankUserId);
    this.cache.forget(bankUserId);
    await tell(this.states);
  }
}

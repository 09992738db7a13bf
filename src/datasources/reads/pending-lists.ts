import { setImmediate } from 'node:timers/promises';

/** Reads of one operation that others wait for, although they need nothing of what is read. */
export class PendingLists {
  private readonly reads = new Set<Promise<unknown>>();

  track<T>(read: Promise<T>): Promise<T> {
    const ended = read.finally(() => this.reads.delete(ended));
    this.reads.add(ended);
    return ended;
  }

  /** Resolves when none is under way any more, and none was begun because of what another one has found. */
  async allSettled(): Promise<void> {
    do {
      await Promise.allSettled(this.reads);
      // Resolvers and loaders go on in microtasks and ticks, which come before the next turn of the event loop.
      await setImmediate();
    } while (this.reads.size > 0);
  }
}

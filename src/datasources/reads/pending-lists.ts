import { setImmediate } from 'node:timers/promises';

/** Reads in flight of one operation that batching waits for, without needing their result. */
export class PendingLists {
  private readonly reads = new Set<Promise<unknown>>();

  track<T>(read: Promise<T>): Promise<T> {
    const ended = read.finally(() => this.reads.delete(ended));
    this.reads.add(ended);
    return ended;
  }

  /** Resolves when none is in flight, including those that others lead to. */
  async allSettled(): Promise<void> {
    do {
      await Promise.allSettled(this.reads);
      // Resolvers and loaders continue in microtasks and ticks, which run before the next turn of the event loop.
      await setImmediate();
    } while (this.reads.size > 0);
  }
}

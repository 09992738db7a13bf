import { GatewayError } from '../../errors/gateway-error.js';

/** One look at something that is watched. */
export interface Look<T> {
  readonly state: T;
  /** Something has happened, so that even data of which the state shows nothing may have changed. */
  readonly isNoticed: boolean;
}

/** How something is watched. */
export interface Watched<T> {
  /** @throws GatewayError NOT_FOUND when it does not exist any more, which ends the watch; other errors are tried again */
  readonly read: () => Promise<T>;
  /** Milliseconds until the next look without a notice; Infinity: never. */
  readonly nextIn: (state: T) => number;
  /** Called when nobody watches any more. */
  readonly onIdle: () => void;
}

/** The pause after so many failures in a row before, in milliseconds: from a second up to a minute. */
export function retryPauseMs(failures: number): number {
  return Math.min(1_000 * 2 ** failures, 60_000);
}

/** `setTimeout` takes no longer delay than about 24 days. */
const MAX_DELAY_MS = 86_400_000;

/** Who begins to watch shortly after a look gets that one. */
const FRESH_MS = 1_000;

/**
 * Looks at something for all who watch it: once when somebody begins, once for each notice, and when the last state says so.
 * States, not messages: notices during a look lead to one more, and who is slow gets the latest look only, so nothing is queued
 * and nothing is lost.
 */
export class Watch<T> {
  private readonly watchers = new Set<Watcher<T>>();
  private isLooking = false;
  private isNoticed = false;
  private isDue = false;
  private failures = 0;
  private timer: NodeJS.Timeout | undefined;
  private last: T | undefined;
  /** Begin of the look under way, if any, or of the last one unless it failed. */
  private lookedAt = -Infinity;

  constructor(private readonly watched: Watched<T>) {}

  get size(): number {
    return this.watchers.size;
  }

  /**
   * The present state first.
   *
   * @param signal ends the looks
   * @throws the error of `read` that ended the watch
   */
  async *looks(signal: AbortSignal): AsyncGenerator<Look<T>, void> {
    const watcher = new Watcher<T>(signal);
    this.watchers.add(watcher);
    if (this.isDue || performance.now() - this.lookedAt >= FRESH_MS) this.look();
    else if (!this.isLooking && this.last !== undefined) watcher.put({ state: this.last, isNoticed: true });
    try {
      for (;;) {
        const look = await watcher.next();
        if (look === undefined) return;
        yield look;
      }
    } finally {
      this.watchers.delete(watcher);
      if (this.watchers.size === 0) this.stop();
    }
  }

  /** Something may have changed: look again. */
  notice(): void {
    this.isNoticed = true;
    this.look();
  }

  /** Looks again within that time, in milliseconds, at a random moment. */
  lookWithin(ms: number): void {
    clearTimeout(this.timer);
    this.lookIn(Math.random() * ms);
  }

  private look(): void {
    if (this.watchers.size === 0) return;
    this.isDue = true;
    if (!this.isLooking) void this.lookWhileDue();
  }

  private async lookWhileDue(): Promise<void> {
    this.isLooking = true;
    clearTimeout(this.timer);
    let delayMs = Infinity;
    while (this.isDue) {
      this.isDue = false;
      const { isNoticed } = this;
      this.isNoticed = false;
      delayMs = await this.lookOnce(isNoticed);
    }
    this.isLooking = false;
    if (delayMs !== Infinity) this.lookIn(delayMs);
  }

  private lookIn(ms: number): void {
    if (this.watchers.size === 0) return;
    this.timer = setTimeout(
      () => {
        this.look();
      },
      Math.min(ms, MAX_DELAY_MS),
    );
  }

  /** @returns milliseconds until the next look */
  private async lookOnce(isNoticed: boolean): Promise<number> {
    this.lookedAt = performance.now();
    try {
      const state = await this.watched.read();
      this.failures = 0;
      this.last = state;
      for (const watcher of this.watchers) watcher.put({ state, isNoticed });
      return this.watched.nextIn(state);
    } catch (error) {
      if (error instanceof GatewayError && error.code === 'NOT_FOUND') {
        for (const watcher of this.watchers) watcher.fail(error);
        return Infinity;
      }
      this.isNoticed ||= isNoticed;
      this.lookedAt = -Infinity;
      return retryPauseMs(this.failures++);
    }
  }

  private stop(): void {
    clearTimeout(this.timer);
    this.isDue = false;
    this.watched.onIdle();
  }
}

/** One watcher and the look that it has yet to take. */
class Watcher<T> {
  private pending: Look<T> | undefined;
  private failure: GatewayError | undefined;
  private wake: (() => void) | undefined;

  constructor(private readonly signal: AbortSignal) {
    signal.addEventListener(
      'abort',
      () => {
        this.wake?.();
      },
      { once: true },
    );
  }

  put({ state, isNoticed }: Look<T>): void {
    this.pending = { state, isNoticed: isNoticed || (this.pending?.isNoticed ?? false) };
    this.wake?.();
  }

  fail(error: GatewayError): void {
    this.failure = error;
    this.wake?.();
  }

  /** Undefined once the watcher has ended. @throws GatewayError */
  async next(): Promise<Look<T> | undefined> {
    for (;;) {
      if (this.signal.aborted) return undefined;
      if (this.failure !== undefined) throw this.failure;
      const look = this.pending;
      this.pending = undefined;
      if (look !== undefined) return look;
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }
}

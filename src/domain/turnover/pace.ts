import { performance } from 'node:perf_hooks';

const SLICE_MS = 10;

/**
 * Shares the event loop out: all computations that have the same pace take turns, one slice of about 10 ms per turn of the
 * loop, so that ten of them delay others no more than one does. Whoever computes for long asks `isOver` every few hundred
 * steps, and awaits `pause` when it is.
 */
export class Pace {
  readonly #waiting: (() => void)[] = [];
  #sliceEnd = 0;

  get isOver(): boolean {
    return performance.now() >= this.#sliceEnd;
  }

  /** Resolves when the next slice begins that is nobody else's. */
  pause(): Promise<void> {
    return new Promise((resume) => {
      if (this.#waiting.push(resume) === 1) this.#grantNext();
    });
  }

  #grantNext(): void {
    setImmediate(() => {
      const resume = this.#waiting.shift();
      if (this.#waiting.length > 0) this.#grantNext();
      this.#sliceEnd = performance.now() + SLICE_MS;
      resume?.();
    });
  }
}

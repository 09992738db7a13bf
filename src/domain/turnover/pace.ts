import { performance } from 'node:perf_hooks';

const SLICE_MS = 10;

/** So many steps pass before the clock is looked at: reading it costs more than a step. */
const STRIDE = 64;

/**
 * Shares the event loop out: all computations that have the same pace take turns, one slice of about 10 ms per turn of the
 * loop, so that ten of them delay others no more than one does. Whoever computes for long does so by
 * `if (pace.isOver()) await pace.pause()` at every step.
 */
export class Pace {
  readonly #waiting: (() => void)[] = [];
  #sliceEnd = 0;
  #steps = 0;

  /** Whether the slice has been used up, `steps` (of a microsecond or so) further on. */
  isOver(steps = 1): boolean {
    this.#steps += steps;
    if (this.#steps < STRIDE) return false;
    this.#steps = 0;
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

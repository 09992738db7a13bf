import { performance } from 'node:perf_hooks';

const SLICE_MS = 10;

/** The clock is read once in so many steps: reading it costs more than a step. */
const STRIDE = 64;

/** A computation that can be interrupted: it yields where {@link Pace.sliceUsedUp} says that its slice is used up. */
export type Paced<T> = Generator<void, T, void>;

/**
 * Shares the event loop out. All computations of one pace share a slice of about 10 ms per turn of the loop, so that ten of
 * them delay other work no more than one does. What fits into the slice runs synchronously, without a promise.
 */
export class Pace {
  readonly #waiting: (() => void)[] = [];
  #sliceEnd = 0;
  #isInTurn = false;
  #steps = 0;

  /** Whether the slice is used up, `steps` (of about a microsecond) further on. */
  sliceUsedUp(steps = 1): boolean {
    this.#steps += steps;
    if (this.#steps < STRIDE) return false;
    this.#steps = 0;
    return performance.now() >= this.#sliceEnd;
  }

  /** A promise only where the computation has to wait for another slice. */
  run<T>(computation: Paced<T>): T | Promise<T> {
    if (this.#waiting.length > 0) return this.#finish(computation);
    this.#openSlice();
    const { done, value } = computation.next();
    return done === true ? value : this.#finish(computation);
  }

  async #finish<T>(computation: Paced<T>): Promise<T> {
    for (;;) {
      await this.#nextSlice();
      const { done, value } = computation.next();
      if (done === true) return value;
    }
  }

  /** One computation per turn of the loop. */
  #nextSlice(): Promise<void> {
    return new Promise((resume) => {
      if (this.#waiting.push(resume) === 1) this.#grantNext();
    });
  }

  #grantNext(): void {
    setImmediate(() => {
      const resume = this.#waiting.shift();
      if (this.#waiting.length > 0) this.#grantNext();
      this.#isInTurn = false;
      this.#openSlice();
      resume?.();
    });
  }

  /** What begins in one turn of the loop shares the turn's slice. */
  #openSlice(): void {
    if (this.#isInTurn) return;
    this.#isInTurn = true;
    this.#sliceEnd = performance.now() + SLICE_MS;
    setImmediate(() => {
      this.#isInTurn = false;
    });
  }
}

import { performance } from 'node:perf_hooks';

const SLICE_MS = 10;

/** Steps between two readings of the clock: reading it costs more than a step. */
const STRIDE = 64;

/** An interruptible computation: it yields when {@link Pace.sliceUsedUp} is true. */
export type Paced<T> = Generator<void, T, void>;

/**
 * Time slicing. All computations of one pace share a slice of about 10 ms per turn of the event loop, so that ten of them delay
 * other work no more than one. What fits into the slice runs synchronously, without a promise.
 */
export class Pace {
  readonly #waiting: (() => void)[] = [];
  #sliceEnd = 0;
  #isInTurn = false;
  #steps = 0;

  /** @param nextTurn runs work in a later turn of the event loop */
  constructor(private readonly nextTurn: (work: () => void) => void = setImmediate) {}

  /** Whether the slice is used up after `steps` more steps of about a microsecond each. */
  sliceUsedUp(steps = 1): boolean {
    this.#steps += steps;
    if (this.#steps < STRIDE) return false;
    this.#steps = 0;
    return performance.now() >= this.#sliceEnd;
  }

  /** Returns a promise only when the computation needs another slice. */
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
      this.#resumeNext();
      if (done === true) return value;
    }
  }

  #nextSlice(): Promise<void> {
    return new Promise((resume) => {
      if (this.#waiting.push(resume) === 1) this.#resumeInNextTurn();
    });
  }

  #resumeInNextTurn(): void {
    this.nextTurn(() => {
      this.#isInTurn = false;
      this.#openSlice();
      this.#waiting[0]?.();
    });
  }

  /**
   * The next computation continues in what is left of the slice. With a turn of the loop for each, computations would come faster
   * under load than they are resumed, since operations begin one per turn as well.
   */
  #resumeNext(): void {
    this.#waiting.shift();
    if (this.#waiting.length === 0) return;
    if (performance.now() < this.#sliceEnd) this.#waiting[0]?.();
    else this.#resumeInNextTurn();
  }

  /** Everything that begins in one turn of the loop shares its slice. */
  #openSlice(): void {
    if (this.#isInTurn) return;
    this.#isInTurn = true;
    this.#sliceEnd = performance.now() + SLICE_MS;
    setImmediate(() => {
      this.#isInTurn = false;
    });
  }
}

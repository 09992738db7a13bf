import { AbortError, TimeoutError, type GatewayError } from './errors.js';

/** The longest that a timer can wait; whatever is longer has no end. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** The time that one call has, from asking for the token to the last byte of the last attempt. It ends by itself, or by one of the signals. */
export class CallTime {
  readonly #controller = new AbortController();
  readonly #signals: readonly AbortSignal[];
  readonly #deadline: number;
  readonly #timer: ReturnType<typeof setTimeout> | undefined;
  /** Rejects when the time is over. */
  readonly #over: Promise<never>;
  #reject!: (error: GatewayError) => void;
  #error: GatewayError | undefined;

  constructor(timeoutMs: number, signals: readonly (AbortSignal | undefined)[]) {
    this.#over = new Promise((_, reject: (error: GatewayError) => void) => (this.#reject = reject));
    this.#over.catch(() => undefined);
    this.#deadline = Date.now() + timeoutMs;
    if (timeoutMs <= MAX_TIMER_MS) {
      this.#timer = setTimeout(() => {
        this.#end(new TimeoutError('TIMEOUT', 'The gateway did not answer in time.', { retryable: true }));
      }, timeoutMs);
    }
    this.#signals = signals.filter((signal) => signal !== undefined);
    for (const signal of this.#signals) signal.addEventListener('abort', this.#leave);
    if (this.#signals.some(({ aborted }) => aborted)) this.#leave();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Why the time is over; undefined while it is not. */
  get error(): GatewayError | undefined {
    return this.#error;
  }

  /** The work's result, unless the time is over first: also for work that does not look at the signal. */
  async bound<T>(work: () => T | PromiseLike<T>): Promise<T> {
    if (this.#error !== undefined) throw this.#error;
    return Promise.race([work(), this.#over]);
  }

  hasLeft(ms: number): boolean {
    return Date.now() + ms < this.#deadline;
  }

  async pause(ms: number): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      await this.bound(() => new Promise<void>((resolve) => (timer = setTimeout(resolve, Math.min(ms, MAX_TIMER_MS)))));
    } finally {
      clearTimeout(timer);
    }
  }

  /** Leaves no timer and no listener behind. */
  close(): void {
    clearTimeout(this.#timer);
    for (const signal of this.#signals) signal.removeEventListener('abort', this.#leave);
  }

  readonly #leave = (): void => {
    const cause = this.#signals.find(({ aborted }) => aborted)?.reason as { readonly name?: unknown } | undefined;
    const isTimeout = cause?.name === 'TimeoutError';
    this.#end(
      isTimeout
        ? new TimeoutError('TIMEOUT', 'The gateway did not answer in time.', { retryable: true, cause })
        : new AbortError('ABORTED', 'The caller gave up.', { cause }),
    );
  };

  #end(error: GatewayError): void {
    if (this.#error !== undefined) return;
    this.#error = error;
    this.#reject(error);
    this.#controller.abort(error);
  }
}

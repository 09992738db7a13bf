import { TransportFailure } from './transport-failure.js';

/** Aborts an exchange that takes too long, counted from when it was made, or that nobody waits for any longer. */
export class Deadline {
  private readonly controller = new AbortController();
  private readonly started = performance.now();
  private timer: NodeJS.Timeout;

  /** @param givenUp aborts it as well */
  constructor(ms: number, givenUp?: AbortSignal) {
    this.timer = this.set(ms);
    givenUp?.addEventListener('abort', () => {
      this.controller.abort(givenUp.reason);
    });
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  extendTo(ms: number): void {
    clearTimeout(this.timer);
    this.timer = this.set(ms - (performance.now() - this.started));
  }

  clear(): void {
    clearTimeout(this.timer);
  }

  private set(ms: number): NodeJS.Timeout {
    return setTimeout(() => {
      this.controller.abort(new TransportFailure('TIMEOUT', true));
    }, ms);
  }
}

import { TransportFailure } from './transport-failure.js';

/** Aborts an exchange that takes too long; counted from when it was made. */
export class Deadline {
  private readonly controller = new AbortController();
  private readonly started = performance.now();
  private timer: NodeJS.Timeout;

  constructor(ms: number) {
    this.timer = this.set(ms);
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

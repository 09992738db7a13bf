import { AsyncLocalStorage } from 'node:async_hooks';

/** Sends a call of the gateway's own, whose outcome the breaker gets like any other; `nth` counts from 0. */
export type SendProbe = (nth: number) => void;

/** Sends calls of its own when callers send too few to show the state of upstream. */
export class OutageProbes {
  private timer: NodeJS.Timeout | undefined;
  private sent = 0;
  /** Probes must not count for the operation during which they start. */
  private readonly inNoOperation = AsyncLocalStorage.snapshot();

  constructor(
    private readonly send: SendProbe,
    private readonly limits: { readonly probes: number; readonly probePauseMs: number },
  ) {}

  /** Sends all of them after a delay, unless they are already scheduled. */
  begin(afterMs: number): void {
    if (this.timer !== undefined) return;
    this.sent = 0;
    this.sendAfter(afterMs);
  }

  /** Cancels the remaining ones. */
  end(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  sendOne(): void {
    const nth = this.sent++;
    this.inNoOperation(() => {
      this.send(nth);
    });
  }

  private sendAfter(ms: number): void {
    this.timer = setTimeout(() => {
      if (this.sent >= this.limits.probes) return;
      this.sendAfter(this.limits.probePauseMs);
      this.sendOne();
    }, ms).unref();
  }
}

import { AsyncLocalStorage } from 'node:async_hooks';

/** Sends a call of the gateway's own, which the breaker hears of as of every other; `nth` counts from 0. */
export type SendProbe = (nth: number) => void;

/** Asks upstream by itself while callers are too few to show how it is. */
export class OutageProbes {
  private timer: NodeJS.Timeout | undefined;
  private sent = 0;
  /** Probes are nobody's: they must not count for the operation in which they happen to begin. */
  private readonly inNoOperation = AsyncLocalStorage.snapshot();

  constructor(
    private readonly send: SendProbe,
    private readonly limits: { readonly probes: number; readonly probePauseMs: number },
  ) {}

  /** Sends all of them after a while; does nothing where they are on their way. */
  begin(afterMs: number): void {
    if (this.timer !== undefined) return;
    this.sent = 0;
    this.sendAfter(afterMs);
  }

  /** Sends no more of them. */
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

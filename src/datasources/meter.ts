/** What one operation has cost so far, told to its caller in `extensions.xs2a`; and how long it may still take. */
export class Meter {
  /** Every request sent upstream for the operation, those for access tokens and repetitions included. */
  upstreamCalls = 0;
  cacheHits = 0;
  /** Rows that could not be read and were left out. */
  skippedRows = 0;
  private deadline: number;
  private outside = 0;

  /** @param operationMs how long upstream is waited for, by all that the operation asks; for ever where left out */
  constructor(operationMs = Infinity) {
    this.deadline = performance.now() + operationMs;
  }

  /** Milliseconds until upstream is not waited for any more; Infinity where there is no such time. */
  get remainingMs(): number {
    return this.outside > 0 ? Infinity : this.deadline - performance.now();
  }

  /** Runs what has a limit of its own: the operation's time stands still meanwhile. */
  async outsideDeadline<T>(work: () => Promise<T>): Promise<T> {
    const started = performance.now();
    this.outside++;
    try {
      return await work();
    } finally {
      this.outside--;
      this.deadline += performance.now() - started;
    }
  }

  get reading(): { upstreamCalls: number; cacheHits: number; skippedRows: number } {
    const { upstreamCalls, cacheHits, skippedRows } = this;
    return { upstreamCalls, cacheHits, skippedRows };
  }
}

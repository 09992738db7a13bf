/** What one operation has cost so far; told to its caller in `extensions.xs2a`. */
export class Meter {
  /** Every request sent upstream for the operation, those for access tokens and repetitions included. */
  upstreamCalls = 0;
  cacheHits = 0;
  /** Rows that could not be read and were left out. */
  skippedRows = 0;

  get reading(): { upstreamCalls: number; cacheHits: number; skippedRows: number } {
    const { upstreamCalls, cacheHits, skippedRows } = this;
    return { upstreamCalls, cacheHits, skippedRows };
  }
}

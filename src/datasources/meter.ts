import { GatewayError } from '../errors/gateway-error.js';

/** How many upstream reads one operation may plan. */
export const MAX_PLANNED_READS = 100;

/**
 * The ledger of one operation: what it has cost so far, told to its caller in `extensions.xs2a`, how much more it may read, and
 * how long it may still take.
 */
export class Meter {
  /** Every request sent upstream for the operation, those for access tokens and repetitions included. */
  upstreamCalls = 0;
  cacheHits = 0;
  /** Rows that could not be read and were left out. */
  skippedRows = 0;
  private plannedReads = 0;
  private deadline: number;
  private outside = 0;

  /** @param operationMs how long upstream is waited for, by all that the operation asks; for ever where left out */
  constructor(operationMs = Infinity) {
    this.deadline = performance.now() + operationMs;
  }

  /**
   * Plans so many reads; access tokens and repetitions are not counted. When they are too many, none of them is planned, and
   * the refusal is given back: UPSTREAM_BUDGET_EXCEEDED.
   */
  refusalOf(reads: number): GatewayError | undefined {
    if (this.plannedReads + reads > MAX_PLANNED_READS) return new GatewayError('UPSTREAM_BUDGET_EXCEEDED');
    this.plannedReads += reads;
    return undefined;
  }

  /** @throws GatewayError UPSTREAM_BUDGET_EXCEEDED */
  plan(reads: number): void {
    const refusal = this.refusalOf(reads);
    if (refusal !== undefined) throw refusal;
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

export function isBudgetRefusal(error: unknown): boolean {
  return error instanceof GatewayError && error.code === 'UPSTREAM_BUDGET_EXCEEDED';
}

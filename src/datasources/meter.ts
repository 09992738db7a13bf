import { GatewayError } from '../errors/gateway-error.js';

/** Upstream reads that one operation may plan. */
export const MAX_PLANNED_READS = 100;

/** The budget of one operation: its usage, reported in `extensions.xs2a`, the reads it may still plan, and its deadline. */
export class Meter {
  /** Requests sent upstream for the operation, including those for access tokens and retries. */
  upstreamCalls = 0;
  cacheHits = 0;
  /** Unreadable rows that were skipped. */
  skippedRows = 0;
  private plannedReads = 0;
  private deadline: number;
  private outside = 0;

  /** @param operationMs total time to wait for upstream; default: unlimited */
  constructor(operationMs = Infinity) {
    this.deadline = performance.now() + operationMs;
  }

  /**
   * Plans reads; access tokens and retries are not counted. When they exceed the budget none is planned, and the error
   * UPSTREAM_BUDGET_EXCEEDED is returned.
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

  /** Milliseconds until the operation's deadline; Infinity when there is none. */
  get remainingMs(): number {
    return this.outside > 0 ? Infinity : this.deadline - performance.now();
  }

  /** Runs work with its own limit: the operation's deadline is paused meanwhile. */
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

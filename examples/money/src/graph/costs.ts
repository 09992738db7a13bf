/** What an operation cost. */
export interface Cost {
  readonly number: number;
  readonly operation: string;
  readonly milliseconds: number;
  /** From `extensions.xs2a` of the response; null where there is no response. */
  readonly upstreamCalls: number | null;
  readonly cacheHits: number | null;
  /** Codes of its errors. */
  readonly codes: readonly string[];
}

const KEPT = 50;

/** The costs of the last operations, newest first. They name operations and count; they contain nothing of what was answered. */
class Costs {
  list: readonly Cost[] = [];
  private readonly listeners = new Set<() => void>();
  private count = 0;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  add(cost: Omit<Cost, 'number'>): void {
    this.list = [{ ...cost, number: ++this.count }, ...this.list].slice(0, KEPT);
    for (const listener of this.listeners) listener();
  }
}

export const costs = new Costs();

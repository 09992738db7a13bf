import { LRUCache } from 'lru-cache';

const MINUTE_MS = 60_000;

/** Units take fractions of a millisecond, but Redis counts whole ones. */
const ROUNDING_MS = 1;

/**
 * The units that a caller may use per period. All of them can be used at once, and they refill evenly: an exhausted caller waits
 * for the next unit, not for the end of the period. Usage beyond the allowance, since the cost of an operation is not known
 * beforehand, has to refill as well.
 */
export class Allowance {
  /** Monotonic time at which the allowance will be full again. */
  private wholeAt = -Infinity;

  constructor(
    private readonly units: number,
    private readonly now: () => number,
    private readonly periodMs = MINUTE_MS,
  ) {}

  /** Milliseconds until a unit is available; 0: now. */
  get waitMs(): number {
    const wait = this.usedMs + this.msOf(1) - this.periodMs;
    return wait < ROUNDING_MS ? 0 : wait;
  }

  /** @returns the milliseconds in which that many units refill */
  use(units: number): number {
    const ms = this.msOf(units);
    this.useAtLeast(this.usedMs + ms);
    return ms;
  }

  /** @param ms refill time of all usage known to other instances; never lowers the usage counted here */
  useAtLeast(ms: number): void {
    this.wholeAt = Math.max(this.wholeAt, this.now() + ms);
  }

  private get usedMs(): number {
    return Math.max(0, this.wholeAt - this.now());
  }

  private msOf(units: number): number {
    return (units * this.periodMs) / this.units;
  }
}

/** Allowances of a minute by name, created on first use with `context` as their units; the least recently used ones are forgotten. */
export function allowancesByName(max: number, now: () => number): LRUCache<string, Allowance, number> {
  return new LRUCache({
    // Grows with its entries, where `max` would allocate all of them at once.
    maxSize: max,
    sizeCalculation: () => 1,
    memoMethod: (_name, _stale, { context: units }) => new Allowance(units, now),
  });
}

const MINUTE_MS = 60_000;

/** Units come to fractions of a millisecond, and Redis counts whole ones. */
const ROUNDING_MS = 1;

/**
 * The units that a caller may use in a minute, or another time. All of them can be used at once, and they come back evenly: whoever has used them up
 * waits for the next one, not for the end of a minute, and at no moment is a whole minute's worth given back. What was used beyond
 * them, because nobody knows beforehand what an operation takes, has to come back as well.
 */
export class Allowance {
  /** By the clock, when everything that was used will have come back. */
  private wholeAt = -Infinity;

  constructor(
    private readonly units: number,
    private readonly now: () => number,
    private readonly periodMs = MINUTE_MS,
  ) {}

  /** Milliseconds until there is a unit to be used; 0: there is one. */
  get waitMs(): number {
    const wait = this.usedMs + this.msOf(1) - this.periodMs;
    return wait < ROUNDING_MS ? 0 : wait;
  }

  /** @returns the milliseconds in which so many units come back */
  use(units: number): number {
    const ms = this.msOf(units);
    this.useAtLeast(this.usedMs + ms);
    return ms;
  }

  /** @param ms in which all that was used will come back, as far as others know; nothing is given back by it */
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

export interface LimitBounds {
  /** Requests under way when nothing is late. */
  readonly max: number;
  /** How long one may wait for its turn, in milliseconds; longer means that there are too many. 0: for ever. */
  readonly lateMs: number;
}

/** What is seen of the process in a while. */
export interface Load {
  /** How long one waited for its turn at most, in milliseconds. */
  readonly waitMs: number;
  /** How many requests were under way at most. */
  readonly peak: number;
  /** When it was seen, in milliseconds of any beginning. */
  readonly at: number;
}

/** However late it is: one bank user, who may have half of them, gets a page in that sends 30 queries at once. */
export const MIN_LIMIT = 64;

/** Never below half in one step. */
const MIN_FACTOR = 0.5;

const GROWTH = 1.1;

/** Of what is late: from there up to what is late the limit stays. */
const EARLY = 0.7;

/**
 * How many requests may be under way. Those that wait for XS2A cost nothing, those that compute cost everything, and nobody knows
 * in advance which is which: so the limit follows how long they wait for their turn. While that is too long, it goes down from
 * what was really under way, and up again while it is not.
 */
export class AdaptiveLimit {
  private allowed: number;
  private waitBefore = 0;
  /** Until then, whoever waits may have come before the last cut. */
  private cutActsAt = -Infinity;

  constructor(private readonly bounds: LimitBounds) {
    this.allowed = bounds.max;
  }

  get limit(): number {
    return this.allowed;
  }

  /**
   * To be told all the time. Of a single bad while, such as a garbage collection, it takes no notice: that is no overload. And a cut
   * keeps out who comes after it, so there is no second one before those have had their turn who were waiting at the first.
   */
  adjust({ waitMs, peak, at }: Load): void {
    const { max, lateMs } = this.bounds;
    if (lateMs === 0) return;
    const lateness = Math.min(waitMs, this.waitBefore) / lateMs;
    this.waitBefore = waitMs;
    if (lateness > 1) {
      if (at < this.cutActsAt) return;
      this.cutActsAt = at + waitMs;
    }
    this.allowed = Math.min(max, Math.max(MIN_LIMIT, this.next(lateness, peak)));
  }

  /** The wait goes with what is under way, so that is brought down by as much as it is late. */
  private next(lateness: number, peak: number): number {
    if (lateness > 1) return Math.floor(Math.min(this.allowed, peak) * Math.max(MIN_FACTOR, 1 / lateness));
    return lateness < EARLY ? Math.ceil(this.allowed * GROWTH) : this.allowed;
  }
}

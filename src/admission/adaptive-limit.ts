export interface LimitBounds {
  /** The limit when nothing is late. */
  readonly max: number;
  /** Milliseconds in the queue beyond which the gateway is overloaded; 0 disables the adaption. */
  readonly lateMs: number;
}

/** Load since the last adjustment. */
export interface Load {
  /** Longest wait in the queue, in milliseconds. */
  readonly waitMs: number;
  /** Highest number of requests in flight. */
  readonly peak: number;
  /** Monotonic time, in milliseconds. */
  readonly at: number;
}

/** Floor under any overload. One bank user may have half of it: enough for a page that sends 30 queries at once. */
export const MIN_LIMIT = 64;

/** Never below half in one step. */
const MIN_FACTOR = 0.5;

const GROWTH = 1.1;

/** As a share of `lateMs`: between this and 1 the limit does not change. */
const EARLY = 0.7;

/**
 * Adaptive limit of requests in flight. Requests that wait for XS2A cost nothing and those that compute cost much, which is
 * unknown in advance, so the limit follows the wait in the queue: too long a wait lowers it from the real number in flight, a
 * short wait raises it again.
 */
export class AdaptiveLimit {
  private allowed: number;
  private waitBefore = 0;
  /** Until then, the requests in the queue may be older than the last reduction. */
  private cutActsAt = -Infinity;

  constructor(private readonly bounds: LimitBounds) {
    this.allowed = bounds.max;
  }

  get limit(): number {
    return this.allowed;
  }

  /**
   * To be called periodically. One late period, such as a garbage collection, is no overload and is ignored. A reduction only
   * affects later requests, so the next one waits until those in the queue at the time have run.
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

  /** The wait is proportional to the requests in flight, so the limit drops in proportion to the lateness. */
  private next(lateness: number, peak: number): number {
    if (lateness > 1) return Math.floor(Math.min(this.allowed, peak) * Math.max(MIN_FACTOR, 1 / lateness));
    return lateness < EARLY ? Math.ceil(this.allowed * GROWTH) : this.allowed;
  }
}

export interface FairQueueLimits {
  /** How many tasks run at a time. */
  readonly total: number;
  /** How many of them are of one owner. */
  readonly perOwner: number;
}

interface Lane {
  running: number;
  readonly waiting: (() => void)[];
}

/**
 * Runs tasks with bounds on how many run at a time, in all and for each owner. Whoever has waiting tasks gets the next free
 * place in turn, so that one owner's thousand tasks do not delay another's one.
 */
export class FairQueue {
  /** Owners with something running or waiting, the one to be served next first. */
  private readonly lanes = new Map<string, Lane>();
  private running = 0;

  constructor(private readonly limits: FairQueueLimits) {}

  async run<T>(owner: string, task: () => Promise<T>): Promise<T> {
    const lane = this.laneOf(owner);
    if (!this.hasPlaceFor(lane) || lane.waiting.length > 0) {
      await new Promise<void>((resume) => lane.waiting.push(resume));
    } else this.take(lane);
    try {
      return await task();
    } finally {
      this.release(owner, lane);
    }
  }

  /** How many tasks wait. */
  get length(): number {
    return [...this.lanes.values()].reduce((sum, { waiting }) => sum + waiting.length, 0);
  }

  private laneOf(owner: string): Lane {
    const lane = this.lanes.get(owner) ?? { running: 0, waiting: [] };
    this.lanes.set(owner, lane);
    return lane;
  }

  private hasPlaceFor(lane: Lane): boolean {
    return this.running < this.limits.total && lane.running < this.limits.perOwner;
  }

  private take(lane: Lane): void {
    this.running++;
    lane.running++;
  }

  private release(owner: string, lane: Lane): void {
    this.running--;
    lane.running--;
    if (lane.running === 0 && lane.waiting.length === 0) this.lanes.delete(owner);
    this.serveNext();
  }

  private serveNext(): void {
    for (const [owner, lane] of this.lanes) {
      if (lane.waiting.length === 0 || !this.hasPlaceFor(lane)) continue;
      // Behind all others: their turn comes first.
      this.lanes.delete(owner);
      this.lanes.set(owner, lane);
      // The place is taken at once, before the task gets to run.
      this.take(lane);
      lane.waiting.shift()?.();
      return;
    }
  }
}

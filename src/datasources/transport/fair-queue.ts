export interface FairQueueLimits {
  /** How many tasks run at a time. */
  readonly total: number;
  /** How many of them are of one owner, where nothing else is said of it. */
  readonly perOwner: number;
}

interface Lane {
  readonly max: number;
  running: number;
  readonly waiting: Waiting[];
}

interface Waiting {
  /** By the clock of `performance.now()`, in milliseconds. */
  readonly since: number;
  readonly resume: () => void;
}

/**
 * Runs tasks with bounds on how many run at a time, in all and for each owner. Whoever has waiting tasks gets the next free
 * place in turn, so that one owner's thousand tasks do not delay another's one.
 */
export class FairQueue {
  /** Owners with something running or waiting, the one to be served next first. */
  private readonly lanes = new Map<string, Lane>();
  private taken = 0;

  /** @param onWait told for each task that had to wait, in milliseconds, when its turn has come */
  constructor(
    private readonly limits: FairQueueLimits,
    private readonly onWait: (durationMs: number) => void = () => undefined,
  ) {}

  /** @param max how many tasks of this owner run at a time */
  async run<T>(owner: string, task: () => Promise<T>, max = this.limits.perOwner): Promise<T> {
    const lane = this.laneOf(owner, max);
    if (!this.hasPlaceFor(lane) || lane.waiting.length > 0) {
      await this.turnIn(lane);
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

  /** How many tasks run. */
  get running(): number {
    return this.taken;
  }

  /** Milliseconds that the task which has waited longest has waited by now; 0 when none waits. */
  get longestWaitMs(): number {
    const since = [...this.lanes.values()].flatMap(({ waiting: [first] }) => first?.since ?? []);
    return since.length === 0 ? 0 : performance.now() - Math.min(...since);
  }

  private async turnIn(lane: Lane): Promise<void> {
    const since = performance.now();
    await new Promise<void>((resume) => lane.waiting.push({ since, resume }));
    this.onWait(performance.now() - since);
  }

  private laneOf(owner: string, max: number): Lane {
    const lane = this.lanes.get(owner) ?? { max, running: 0, waiting: [] };
    this.lanes.set(owner, lane);
    return lane;
  }

  private hasPlaceFor(lane: Lane): boolean {
    return this.taken < this.limits.total && lane.running < lane.max;
  }

  private take(lane: Lane): void {
    this.taken++;
    lane.running++;
  }

  private release(owner: string, lane: Lane): void {
    this.taken--;
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
      lane.waiting.shift()?.resume();
      return;
    }
  }
}

import { weightOf, type Caller } from './caller.js';

interface Lane {
  readonly name: string;
  readonly weight: number;
  /** How many of it run. */
  readonly most: number;
  running: number;
  /** Starts that are left until others have theirs. */
  credit: number;
  /** Since when its next one could have begun. */
  since: number;
  readonly waiting: (() => void)[];
}

/** Operations of one bank user that run at a time, as many as upstream calls. */
const MOST_PER_BANK_USER = 16;

/**
 * Operations begin one after another, each in a turn of the event loop of its own, and callers take turns. So turns stay short:
 * Node accepts one connection in each (libuv, since Node 20), so that long ones would keep everybody out, health checks included.
 * And one caller's flood waits behind itself, not before the others.
 */
export class Turns {
  /** With something that runs or waits, the one to be served next first. */
  private readonly lanes = new Map<string, Lane>();
  private isTaken = false;
  private longest = 0;

  /** @param now in milliseconds, of any beginning */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** @returns what ends the operation, once it may begin */
  async begin(caller: Caller): Promise<() => void> {
    const lane = this.laneOf(caller);
    if (this.isTaken || !hasPlace(lane)) await this.turnOf(lane);
    else this.take(lane);
    return () => {
      this.end(lane);
    };
  }

  /**
   * For how long the next one of some caller has waited at most since this was asked last, in milliseconds: not behind others of
   * the same caller, but because there was too much to do in all.
   */
  takeLongestWait(): number {
    const now = this.now();
    const waits = [...this.lanes.values()].filter(isReady).map(({ since }) => now - since);
    const longest = Math.max(this.longest, ...waits);
    this.longest = 0;
    return longest;
  }

  private laneOf({ name, kind }: Caller): Lane {
    const weight = weightOf(kind);
    const most = kind === 'bankUser' ? MOST_PER_BANK_USER : Infinity;
    const lane = this.lanes.get(name) ?? { name, weight, most, running: 0, credit: weight, since: 0, waiting: [] };
    this.lanes.set(name, lane);
    return lane;
  }

  private turnOf(lane: Lane): Promise<void> {
    return new Promise((resume) => {
      if (lane.waiting.push(resume) === 1) lane.since = this.now();
    });
  }

  /** The turn belongs to the one that begins. */
  private take(lane: Lane): void {
    lane.running++;
    lane.credit--;
    this.isTaken = true;
    setImmediate(() => {
      this.isTaken = false;
      this.serve();
    });
  }

  private end(lane: Lane): void {
    lane.running--;
    if (lane.running === 0 && lane.waiting.length === 0) this.lanes.delete(lane.name);
    if (lane.waiting.length === 0 || lane.running !== lane.most - 1) return;
    lane.since = this.now();
    if (!this.isTaken) this.serve();
  }

  private serve(): void {
    for (const lane of this.lanes.values()) {
      if (!isReady(lane)) continue;
      this.longest = Math.max(this.longest, this.now() - lane.since);
      this.take(lane);
      if (lane.credit <= 0) this.putBehind(lane);
      lane.since = this.now();
      lane.waiting.shift()?.();
      return;
    }
  }

  private putBehind(lane: Lane): void {
    lane.credit = lane.weight;
    this.lanes.delete(lane.name);
    this.lanes.set(lane.name, lane);
  }
}

function hasPlace({ running, most }: Lane): boolean {
  return running < most;
}

function isReady(lane: Lane): boolean {
  return lane.waiting.length > 0 && hasPlace(lane);
}

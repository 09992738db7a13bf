import type { Load } from './adaptive-limit.js';
import { weightOf, type Caller } from './caller.js';
import type { LoopTurns } from './loop-turns.js';

/** The slot of a request in flight. */
export interface Place {
  /** To be called once the caller is known. */
  moveTo(caller: Caller): void;
  /** Resolves when the operation may begin, or on `leave`. */
  start(): Promise<void>;
  /** Idempotent. */
  leave(): void;
  readonly isLeft: boolean;
}

/** The queue of one caller. */
interface Lane {
  readonly name: string;
  readonly weight: number;
  readonly maxRunning: number;
  underWay: number;
  running: number;
  /** Starts left in this round. */
  credit: number;
  /** When the first in the queue became ready. */
  readySince: number;
  readonly waiting: (() => void)[];
}

/** Multiple of the limit up to which callers below their fair share are admitted. */
const MAX_OVERBOOKING = 2;

/** Share of the limit that one bank user may have, even without competition. */
const MAX_SHARE_OF_BANK_USER = 0.5;

/** Concurrent operations of one bank user, as many as upstream calls. */
const MAX_RUNNING_OF_BANK_USER = 16;

/**
 * Admits requests up to the limit and shares them fairly between callers. When the limit is reached, callers below their fair
 * share are still admitted, so a flood does not keep others out. Rejects at once: requests do not wait for admission.
 *
 * Admitted operations begin one per turn of the event loop, round robin between callers. One caller's flood only delays that
 * caller.
 */
export class LoadLimiter {
  /** Callers with requests in flight, in the order of service. */
  private readonly lanes = new Map<string, Lane>();
  private weights = 0;
  private total = 0;
  private peak = 0;
  private isTurnTaken = false;
  private longestWait = 0;

  /** @param now monotonic time in milliseconds */
  constructor(
    private readonly adaptive: { readonly limit: number; adjust(load: Load): void },
    private readonly turns: LoopTurns,
    private readonly now: () => number = () => performance.now(),
  ) {}

  get underWay(): number {
    return this.total;
  }

  get limit(): number {
    return this.adaptive.limit;
  }

  /** @returns undefined when the caller is not admitted */
  enter(caller: Caller): Place | undefined {
    if (this.refuses(caller)) return undefined;
    let current: Lane | undefined = this.join(caller);
    let isRunning = false;
    let begin: (() => void) | undefined;
    let stopWaiting: (() => void) | undefined;
    return {
      get isLeft() {
        return current === undefined;
      },
      moveTo: (next) => {
        if (current === undefined || current.name === next.name) return;
        this.part(current);
        current = this.join(next);
      },
      start: () =>
        new Promise((resolve) => {
          const lane = current;
          if (lane === undefined) {
            resolve();
            return;
          }
          begin = () => {
            begin = undefined;
            isRunning = true;
            resolve();
          };
          stopWaiting = resolve;
          this.schedule(lane, begin);
        }),
      leave: () => {
        const lane = current;
        current = undefined;
        if (lane === undefined) return;
        if (begin !== undefined) lane.waiting.splice(lane.waiting.indexOf(begin), 1);
        if (isRunning) this.end(lane);
        this.part(lane);
        stopWaiting?.();
      },
    };
  }

  /** To be called periodically: adapts the limit to the load since the last call. */
  adapt(): void {
    const at = this.now();
    // Waiting behind requests of the same caller does not count: that is no overload.
    const waits = [...this.lanes.values()].filter(isReady).map(({ readySince }) => at - readySince);
    this.adaptive.adjust({ waitMs: Math.max(this.longestWait, ...waits), peak: this.peak, at });
    this.longestWait = 0;
    this.peak = this.total;
  }

  private refuses(caller: Caller): boolean {
    const { limit } = this;
    const underWay = this.lanes.get(caller.name)?.underWay ?? 0;
    if (caller.kind === 'bankUser' && underWay >= Math.max(1, limit * MAX_SHARE_OF_BANK_USER)) return true;
    if (this.total < limit) return false;
    return this.total >= MAX_OVERBOOKING * limit || underWay >= this.shareOf(caller);
  }

  private shareOf({ name, kind }: Caller): number {
    const weight = weightOf(kind);
    const weights = this.lanes.has(name) ? this.weights : this.weights + weight;
    return Math.max(1, Math.floor((this.limit * weight) / weights));
  }

  private join(caller: Caller): Lane {
    const lane = this.lanes.get(caller.name) ?? this.addLane(caller);
    lane.underWay++;
    this.total++;
    this.peak = Math.max(this.peak, this.total);
    return lane;
  }

  private part(lane: Lane): void {
    lane.underWay--;
    this.total--;
    this.dropIfEmpty(lane);
  }

  private addLane({ name, kind }: Caller): Lane {
    const weight = weightOf(kind);
    const maxRunning = kind === 'bankUser' ? MAX_RUNNING_OF_BANK_USER : Infinity;
    const lane = { name, weight, maxRunning, underWay: 0, running: 0, credit: weight, readySince: 0, waiting: [] };
    this.lanes.set(name, lane);
    this.weights += weight;
    return lane;
  }

  private dropIfEmpty({ name, weight, underWay, running, waiting }: Lane): void {
    if (underWay + running + waiting.length > 0) return;
    this.lanes.delete(name);
    this.weights -= weight;
  }

  private schedule(lane: Lane, begin: () => void): void {
    if (this.isTurnTaken || !hasRoom(lane)) {
      if (lane.waiting.push(begin) === 1) lane.readySince = this.now();
      return;
    }
    this.takeTurn(lane);
    begin();
  }

  /** Starts one operation; it has the turn of the event loop to itself. */
  private takeTurn(lane: Lane): void {
    lane.running++;
    lane.credit--;
    this.isTurnTaken = true;
    this.turns.next(() => {
      this.isTurnTaken = false;
      this.serve();
    });
  }

  private end(lane: Lane): void {
    lane.running--;
    this.dropIfEmpty(lane);
    if (lane.waiting.length === 0 || lane.running !== lane.maxRunning - 1) return;
    lane.readySince = this.now();
    if (!this.isTurnTaken) this.serve();
  }

  private serve(): void {
    for (const lane of this.lanes.values()) {
      if (!isReady(lane)) continue;
      this.longestWait = Math.max(this.longestWait, this.now() - lane.readySince);
      this.takeTurn(lane);
      if (lane.credit <= 0) this.putBehind(lane);
      lane.readySince = this.now();
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

function hasRoom({ running, maxRunning }: Lane): boolean {
  return running < maxRunning;
}

function isReady(lane: Lane): boolean {
  return lane.waiting.length > 0 && hasRoom(lane);
}

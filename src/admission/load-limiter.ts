import type { Load } from './adaptive-limit.js';
import { weightOf, type Caller } from './caller.js';

/** Of a request that is under way. */
export interface Place {
  /** Once it is known whose request it is. */
  moveTo(caller: Caller): void;
  /** Resolves when its operation may begin; at once where the place was left. */
  start(): Promise<void>;
  /** Any number of times. */
  leave(): void;
  readonly isLeft: boolean;
}

/** The requests of one caller. */
interface Lane {
  readonly name: string;
  readonly weight: number;
  readonly maxRunning: number;
  underWay: number;
  running: number;
  /** Starts that are left until others have theirs. */
  credit: number;
  /** Since when its next one could have begun. */
  readySince: number;
  readonly waiting: (() => void)[];
}

/** Of the limit: how full it may be of those who come when it is reached and have less than their share. */
const MAX_OVERBOOKING = 2;

/** Of the limit, that one bank user may have even when nobody else wants it. */
const MAX_SHARE_OF_BANK_USER = 0.5;

/** Operations of one bank user that run at a time, as many as upstream calls. */
const MAX_RUNNING_OF_BANK_USER = 16;

/**
 * Lets as many requests in as the limit says, and shares them fairly between callers. When the limit is reached, callers with less
 * than their share of it get in nevertheless: so a flood fills the limit, and the others find their places still. Nobody waits for a
 * place: who does not get one is told so at once.
 *
 * The operations of those who are in begin one after another, each in a turn of the event loop of its own, and callers take turns. So
 * turns stay short: Node accepts one connection in each (libuv, since Node 20), so that long ones would keep everybody out, health
 * checks included. And one caller's flood waits behind itself, not before the others.
 */
export class LoadLimiter {
  /** Of callers with requests under way, the one to be served next first. */
  private readonly lanes = new Map<string, Lane>();
  private weights = 0;
  private total = 0;
  private peak = 0;
  private isTurnTaken = false;
  private longestWait = 0;

  /** @param now in milliseconds, of any beginning */
  constructor(
    private readonly adaptive: { readonly limit: number; adjust(load: Load): void },
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Requests under way. */
  get underWay(): number {
    return this.total;
  }

  get limit(): number {
    return this.adaptive.limit;
  }

  /** @returns undefined where there is no place for the caller at this moment */
  enter(caller: Caller): Place | undefined {
    if (this.refuses(caller)) return undefined;
    let current: Lane | undefined = this.join(caller);
    let isRunning = false;
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
          if (lane === undefined) resolve();
          else
            this.schedule(lane, () => {
              if (current === lane) isRunning = true;
              else this.end(lane);
              resolve();
            });
        }),
      leave: () => {
        const lane = current;
        current = undefined;
        if (lane === undefined) return;
        if (isRunning) this.end(lane);
        this.part(lane);
      },
    };
  }

  /** To be called all the time: lets the limit follow what was seen since the last call. */
  adapt(): void {
    const at = this.now();
    // Waiting behind others of the same caller is not counted: that is not because there is too much to do in all.
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

  /** The turn of the event loop belongs to the one that begins. */
  private takeTurn(lane: Lane): void {
    lane.running++;
    lane.credit--;
    this.isTurnTaken = true;
    setImmediate(() => {
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

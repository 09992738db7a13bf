import { weightOf, type Caller } from './caller.js';

/** Of a request that is under way. */
export interface Place {
  /** Once it is known whose request it is. */
  moveTo(caller: Caller): void;
  /** Any number of times. */
  leave(): void;
  readonly isLeft: boolean;
}

interface Lane {
  readonly weight: number;
  underWay: number;
}

/** The capacity, for those who come when it is taken and have less than their share. */
const MOST_TIMES = 2;

/** Of the capacity, that one bank user may have even when nobody else wants it. */
const LARGEST_PART = 0.5;

/**
 * Lets as many requests in as there is capacity for. When it is taken, callers with less than their share of it get in
 * nevertheless: so a flood fills the capacity, and the others find their places still. Nobody waits: who does not get in is told so at once.
 */
export class Admission {
  private readonly lanes = new Map<string, Lane>();
  private weights = 0;
  private total = 0;
  private highest = 0;

  constructor(private readonly capacity: { readonly limit: number }) {}

  /** Requests under way. */
  get underWay(): number {
    return this.total;
  }

  get limit(): number {
    return this.capacity.limit;
  }

  /** Whether there is a place for everybody at this moment, whoever it is. */
  get hasRoomForAll(): boolean {
    return this.total < Math.max(1, this.limit * LARGEST_PART);
  }

  /** Whether there is no place for the caller at this moment. */
  refuses(caller: Caller): boolean {
    if (this.isGreedy(caller)) return true;
    return this.total >= this.limit && !(this.total < MOST_TIMES * this.limit && this.hasShareFor(caller));
  }

  enter(caller: Caller): Place | undefined {
    if (this.refuses(caller)) return undefined;
    let current: Caller | undefined = caller;
    this.take(caller);
    return {
      get isLeft() {
        return current === undefined;
      },
      moveTo: (next) => {
        if (current === undefined) return;
        this.giveBack(current);
        current = next;
        this.take(next);
      },
      leave: () => {
        if (current !== undefined) this.giveBack(current);
        current = undefined;
      },
    };
  }

  /** How many were under way at most since this was asked last. */
  takePeak(): number {
    const peak = this.highest;
    this.highest = this.total;
    return peak;
  }

  private isGreedy({ name, kind }: Caller): boolean {
    return kind === 'bankUser' && (this.lanes.get(name)?.underWay ?? 0) >= Math.max(1, this.limit * LARGEST_PART);
  }

  private hasShareFor({ name, kind }: Caller): boolean {
    const lane = this.lanes.get(name);
    const weight = weightOf(kind);
    const weights = lane === undefined ? this.weights + weight : this.weights;
    return (lane?.underWay ?? 0) < Math.max(1, Math.floor((this.limit * weight) / weights));
  }

  private take({ name, kind }: Caller): void {
    let lane = this.lanes.get(name);
    if (lane === undefined) {
      lane = { weight: weightOf(kind), underWay: 0 };
      this.lanes.set(name, lane);
      this.weights += lane.weight;
    }
    lane.underWay++;
    this.total++;
    this.highest = Math.max(this.highest, this.total);
  }

  private giveBack({ name }: Caller): void {
    const lane = this.lanes.get(name);
    if (lane === undefined) return;
    lane.underWay--;
    this.total--;
    if (lane.underWay > 0) return;
    this.lanes.delete(name);
    this.weights -= lane.weight;
  }
}

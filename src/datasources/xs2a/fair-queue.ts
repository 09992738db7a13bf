export interface FairQueueLimits {
  /** Concurrent slots. */
  readonly total: number;
  /** Concurrent slots of one owner by default. */
  readonly perOwner: number;
}

/** The queue of one caller. */
export interface Lane {
  /** Identifies the caller. */
  readonly owner: string;
  /** Concurrent slots of the owner; default: the queue's limit. */
  readonly max?: number;
}

/** A position in the queue, or a slot. */
export interface Place {
  readonly isTaken: boolean;
  /** Leaves the queue, or frees the slot. To be called once. */
  leave(): void;
}

interface Owner {
  readonly name: string;
  readonly max: number;
  taken: number;
  readonly waiting: Waiting[];
}

interface Waiting {
  /** By `performance.now()`. */
  readonly since: number;
  readonly take: () => void;
}

/**
 * Grants slots, limited in total and per owner, round robin between owners, so that one owner's thousand tasks do not delay
 * another's one.
 */
export class FairQueue {
  /** Owners with slots or waiting for one, in the order of service. */
  private readonly owners = new Map<string, Owner>();
  private taken = 0;

  /** @param onWait called with the wait in milliseconds for each slot that was not free at once */
  constructor(
    private readonly limits: FairQueueLimits,
    private readonly onWait: (durationMs: number) => void = () => undefined,
  ) {}

  /** @param onTurn called when the slot is granted, unless that is at once */
  enter(lane: Lane, onTurn: () => void): Place {
    const owner = this.ownerOf(lane);
    if (owner.waiting.length > 0 || !this.hasPlaceFor(owner)) return this.wait(owner, onTurn);
    this.take(owner);
    return {
      isTaken: true,
      leave: () => {
        this.release(owner);
      },
    };
  }

  /** Number of waiting tasks. */
  get length(): number {
    return [...this.owners.values()].reduce((sum, { waiting }) => sum + waiting.length, 0);
  }

  /** Number of slots in use. */
  get running(): number {
    return this.taken;
  }

  /** Longest current wait in milliseconds; 0 when nobody waits. */
  get longestWaitMs(): number {
    const since = [...this.owners.values()].flatMap(({ waiting: [first] }) => first?.since ?? []);
    return since.length === 0 ? 0 : performance.now() - Math.min(...since);
  }

  private wait(owner: Owner, onTurn: () => void): Place {
    const place = {
      isTaken: false,
      leave: () => {
        if (place.isTaken) {
          this.release(owner);
          return;
        }
        owner.waiting.splice(owner.waiting.indexOf(waiting), 1);
        this.forget(owner);
      },
    };
    const since = performance.now();
    const take = () => {
      place.isTaken = true;
      this.onWait(performance.now() - since);
      onTurn();
    };
    const waiting = { since, take };
    owner.waiting.push(waiting);
    return place;
  }

  private ownerOf({ owner: name, max = this.limits.perOwner }: Lane): Owner {
    const owner = this.owners.get(name) ?? { name, max, taken: 0, waiting: [] };
    this.owners.set(name, owner);
    return owner;
  }

  private hasPlaceFor({ taken, max }: Owner): boolean {
    return this.taken < this.limits.total && taken < max;
  }

  private take(owner: Owner): void {
    this.taken++;
    owner.taken++;
  }

  private release(owner: Owner): void {
    this.taken--;
    owner.taken--;
    this.forget(owner);
    this.serveNext();
  }

  private forget({ name, taken, waiting }: Owner): void {
    if (taken === 0 && waiting.length === 0) this.owners.delete(name);
  }

  private serveNext(): void {
    for (const owner of this.owners.values()) {
      if (owner.waiting.length === 0 || !this.hasPlaceFor(owner)) continue;
      // To the end of the rotation.
      this.owners.delete(owner.name);
      this.owners.set(owner.name, owner);
      // Taken before it is used, so that nobody else finds it free.
      this.take(owner);
      owner.waiting.shift()?.take();
      return;
    }
  }
}

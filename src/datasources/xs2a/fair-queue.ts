export interface FairQueueLimits {
  /** How many places are taken at a time. */
  readonly total: number;
  /** How many of them by one owner, where nothing else is said of it. */
  readonly perOwner: number;
}

/** Whose turn it is. */
export interface Lane {
  /** One for each caller. */
  readonly owner: string;
  /** How many places the owner takes at a time; the queue's own limit where left out. */
  readonly max?: number;
}

/** A place in the queue, or one that is taken. */
export interface Place {
  readonly isTaken: boolean;
  /** To be called once: gives it up, or back. */
  leave(): void;
}

interface Owner {
  readonly name: string;
  readonly max: number;
  taken: number;
  readonly waiting: Waiting[];
}

interface Waiting {
  /** By the clock of `performance.now()`, in milliseconds. */
  readonly since: number;
  readonly take: () => void;
}

/**
 * Hands out places, with bounds on how many are taken at a time, in all and by each owner. Whoever waits gets the next free one in
 * turn, so that one owner's thousand tasks do not delay another's one.
 */
export class FairQueue {
  /** Owners who have taken places or wait for one, the one to be served next first. */
  private readonly owners = new Map<string, Owner>();
  private taken = 0;

  /** @param onWait told for each place that had to be waited for, in milliseconds, when it is taken */
  constructor(
    private readonly limits: FairQueueLimits,
    private readonly onWait: (durationMs: number) => void = () => undefined,
  ) {}

  /** @param onTurn called when the place is taken, where it is not at once */
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

  /** How many wait. */
  get length(): number {
    return [...this.owners.values()].reduce((sum, { waiting }) => sum + waiting.length, 0);
  }

  /** How many places are taken. */
  get running(): number {
    return this.taken;
  }

  /** Milliseconds that whoever has waited longest has waited by now; 0 when nobody waits. */
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
      // Behind all others: their turn comes first.
      this.owners.delete(owner.name);
      this.owners.set(owner.name, owner);
      // Before it is used: whoever comes meanwhile must not find it free.
      this.take(owner);
      owner.waiting.shift()?.take();
      return;
    }
  }
}

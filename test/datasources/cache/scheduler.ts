import { setImmediate as nextTurn } from 'node:timers/promises';
import { Random } from '../../support/random.js';

interface HeldCall {
  readonly name: string;
  readonly release: () => void;
  /** Goes on when nothing else does: a write may begin and end meanwhile. */
  isSlow?: boolean;
}

/** Of so many calls, one is slow. */
const SLOW_ONE_OF = 4;

/** The process has nothing left to do on its own when as many turns of its event loop bring no further call. */
const QUIET_TURNS = 8;

/** Lets calls that happen at the same time go on one after another, in an order that a seed decides. */
export class Scheduler {
  private readonly held: HeldCall[] = [];
  private isRunning = false;
  private arrivals = 0;
  private random = new Random(0);

  /** Resolves when it is this call's turn; at once while nothing is scheduled. */
  turn(name: string): Promise<void> {
    if (!this.isRunning) return Promise.resolve();
    this.arrivals += 1;
    return new Promise((release) => this.held.push({ name, release }));
  }

  async run(seed: number, begin: () => readonly Promise<unknown>[]): Promise<void> {
    this.random = new Random(seed);
    this.isRunning = true;
    const work = Promise.all(begin()).finally(() => {
      this.isRunning = false;
    });
    await Promise.all([work, this.releaseAll()]);
  }

  private async releaseAll(): Promise<void> {
    while (this.isRunning) {
      await this.quiet();
      this.releaseOne();
    }
    for (const { release } of this.held.splice(0)) release();
  }

  private async quiet(): Promise<void> {
    for (let turns = 0, seen = this.arrivals; turns < QUIET_TURNS; turns += 1) {
      await nextTurn();
      if (this.arrivals !== seen) [turns, seen] = [0, this.arrivals];
    }
  }

  private releaseOne(): void {
    // Calls that arrive in the same turn do so in any order.
    this.held.sort((one, other) => (one.name < other.name ? -1 : Number(one.name > other.name)));
    for (const call of this.held) call.isSlow ??= this.random.below(SLOW_ONE_OF) === 0;
    const quick = this.held.filter(({ isSlow }) => isSlow === false);
    const candidates = quick.length > 0 ? quick : this.held;
    const call = candidates[this.random.below(candidates.length)];
    if (call === undefined) return;
    this.held.splice(this.held.indexOf(call), 1);
    call.release();
  }
}

import { setTimeout as pause } from 'node:timers/promises';
import type { Countdowns } from '../store/countdowns.js';
import type { Allowance } from './allowance.js';

/** An operation is charged in parts, and a caller with many of them all the time: so much is told together. */
const GATHER_MS = 50;

/**
 * Tells the other instances what callers have used here, and learns from them what was used there. Nobody waits for it: while Redis
 * is away, or slow, each instance counts for itself, and what was used here meanwhile is never told.
 */
export class SharedUse {
  /** In milliseconds, by the names of callers about whom something is being told. */
  private readonly untold = new Map<string, number>();

  constructor(private readonly countdowns: Pick<Countdowns, 'prolong'>) {}

  /** @param ms in which what was used comes back */
  tell(name: string, ms: number, allowance: Allowance): void {
    const untold = this.untold.get(name);
    this.untold.set(name, (untold ?? 0) + ms);
    if (untold === undefined) void this.tellAll(name, allowance);
  }

  /** One call at a time for each caller. */
  private async tellAll(name: string, allowance: Allowance): Promise<void> {
    try {
      for (let ms = await this.gather(name); ms > 0; ms = await this.gather(name)) {
        const all = await this.countdowns.prolong(name, Math.ceil(ms));
        allowance.useAtLeast(all + (this.untold.get(name) ?? 0));
      }
    } catch {
      // The store has told of it.
    } finally {
      this.untold.delete(name);
    }
  }

  private async gather(name: string): Promise<number> {
    if (this.untold.get(name) === 0) return 0;
    await pause(GATHER_MS, undefined, { ref: false });
    const ms = this.untold.get(name) ?? 0;
    this.untold.set(name, 0);
    return ms;
  }
}

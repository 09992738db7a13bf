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
  private readonly pending = new Map<string, number>();

  constructor(private readonly countdowns: Pick<Countdowns, 'extend'>) {}

  /** @param ms in which what was used comes back */
  tell(name: string, ms: number, allowance: Allowance): void {
    const pending = this.pending.get(name);
    this.pending.set(name, (pending ?? 0) + ms);
    if (pending === undefined) void this.flush(name, allowance);
  }

  /** One call at a time for each caller. */
  private async flush(name: string, allowance: Allowance): Promise<void> {
    for (let ms = await this.nextBatch(name); ms > 0; ms = await this.nextBatch(name)) {
      const all = await this.countdowns.extend(name, Math.ceil(ms));
      if (all === undefined) break;
      allowance.useAtLeast(all + (this.pending.get(name) ?? 0));
    }
    this.pending.delete(name);
  }

  private async nextBatch(name: string): Promise<number> {
    if (this.pending.get(name) === 0) return 0;
    await pause(GATHER_MS, undefined, { ref: false });
    const ms = this.pending.get(name) ?? 0;
    this.pending.set(name, 0);
    return ms;
  }
}

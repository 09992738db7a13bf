import { setTimeout as pause } from 'node:timers/promises';
import type { Countdowns } from '../store/countdowns.js';
import type { Allowance } from './allowance.js';

/** Charges within this time are published together: an operation is charged in parts, and a caller may have many operations. */
const BATCH_MS = 50;

/**
 * Shares each caller's usage with the other instances through Redis, in the background. While Redis is unavailable or slow, each
 * instance counts by itself, and usage of that time is never published.
 */
export class SharedUse {
  /** Milliseconds that are not published yet, by caller; present while a flush runs. */
  private readonly pending = new Map<string, number>();

  constructor(private readonly countdowns: Pick<Countdowns, 'extend'>) {}

  /** @param ms how long the allowance takes to regain what was used */
  publish(name: string, ms: number, allowance: Allowance): void {
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
    await pause(BATCH_MS, undefined, { ref: false });
    const ms = this.pending.get(name) ?? 0;
    this.pending.set(name, 0);
    return ms;
  }
}

import type { Caller } from './caller.js';

export interface ShareBounds {
  /** Of all callers together; a service may have half of them. */
  readonly max: number;
  readonly maxPerBankUser: number;
}

/** Counts what callers have open at a time, such as subscriptions, within bounds. */
export class OpenShares {
  private readonly byCaller = new Map<string, number>();
  private total = 0;

  constructor(private readonly bounds: ShareBounds) {}

  /** Whether all callers together have as much as they may. */
  get isFull(): boolean {
    return this.total >= this.bounds.max;
  }

  /** Whether the caller has as much as one may. */
  isUsedUp({ name, kind }: Caller): boolean {
    const { max, maxPerBankUser } = this.bounds;
    return this.of(name) >= (kind === 'service' ? Math.ceil(max / 2) : maxPerBankUser);
  }

  add({ name }: Caller): void {
    this.total += 1;
    this.byCaller.set(name, this.of(name) + 1);
  }

  /** To be called once for each `add`. */
  remove({ name }: Caller): void {
    this.total -= 1;
    const left = this.of(name) - 1;
    if (left > 0) this.byCaller.set(name, left);
    else this.byCaller.delete(name);
  }

  private of(name: string): number {
    return this.byCaller.get(name) ?? 0;
  }
}

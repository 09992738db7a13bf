const TICK_MS = 100;

/** A later tick means that something blocked the process. */
const LATE_MS = 2 * TICK_MS;

/**
 * Measures the time in which the process could notice a response. While it is blocked, responses wait in their sockets, so what
 * is overdue by the wall clock may have arrived in time.
 */
export class ResponsiveClock {
  private timer: NodeJS.Timeout | undefined;
  private lastTick = 0;
  private total = 0;

  /** @param onTick called on every tick; returning false stops the clock */
  constructor(private readonly onTick: () => boolean) {}

  /** In milliseconds, to the precision of a tick. */
  get ms(): number {
    return this.total;
  }

  run(): void {
    if (this.timer !== undefined) return;
    this.lastTick = performance.now();
    this.timer = setInterval(() => {
      this.tick();
    }, TICK_MS).unref();
  }

  private tick(): void {
    const now = performance.now();
    const elapsed = now - this.lastTick;
    this.lastTick = now;
    if (elapsed <= LATE_MS) this.total += elapsed;
    if (this.onTick()) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }
}

const TICK_MS = 100;

/** A tick that comes later than this had something before it that kept the process from everything else. */
const LATE_MS = 2 * TICK_MS;

/**
 * Counts the time in which the process could have noticed an answer. While it is busy with something long, answers wait in
 * their sockets: what is overdue by the clock on the wall may have come in time.
 */
export class ResponsiveClock {
  private timer: NodeJS.Timeout | undefined;
  private lastTick = 0;
  private total = 0;

  /** @param onTick told now and then; the time stands still after it was false */
  constructor(private readonly onTick: () => boolean) {}

  /** Milliseconds, to a tick. */
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

/** Runs a callback at a deadline, counted from construction, that can be extended. */
export class Deadline {
  private readonly started = performance.now();
  private timer: NodeJS.Timeout;

  constructor(
    private ms: number,
    private readonly onEnd: () => void,
  ) {
    this.timer = this.set(ms);
  }

  /** Keeps the running timer: most exchanges end long before it. */
  extendTo(ms: number): void {
    this.ms = ms;
  }

  clear(): void {
    clearTimeout(this.timer);
  }

  private set(ms: number): NodeJS.Timeout {
    return setTimeout(() => {
      const left = this.ms - (performance.now() - this.started);
      if (left >= 1) this.timer = this.set(left);
      else this.onEnd();
    }, ms);
  }
}

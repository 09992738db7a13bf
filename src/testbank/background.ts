/** Work that continues after the response: syncs and webhooks. */
export class Background {
  readonly #waiting = new Map<NodeJS.Timeout, () => void>();

  /** Runs the task after a delay in milliseconds; synchronously when it is 0. */
  after(delay: number, task: () => void): void {
    if (delay <= 0) {
      task();
      return;
    }
    const timer = setTimeout(() => {
      this.#waiting.delete(timer);
      task();
    }, delay);
    this.#waiting.set(timer, task);
  }

  /** Runs all waiting tasks now. */
  settle(): void {
    const tasks = [...this.#waiting.values()];
    this.drop();
    for (const task of tasks) task();
  }

  /** Cancels all waiting tasks. */
  drop(): void {
    for (const timer of this.#waiting.keys()) clearTimeout(timer);
    this.#waiting.clear();
  }
}

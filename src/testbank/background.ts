/** Work that goes on after an answer was sent: syncs and webhooks. */
export class Background {
  readonly #waiting = new Map<NodeJS.Timeout, () => void>();

  /** Runs the task after a delay in milliseconds; at once where it is 0. */
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

  /** Runs everything that is waiting now. */
  settle(): void {
    const tasks = [...this.#waiting.values()];
    this.drop();
    for (const task of tasks) task();
  }

  /** Forgets everything that is waiting. */
  drop(): void {
    for (const timer of this.#waiting.keys()) clearTimeout(timer);
    this.#waiting.clear();
  }
}

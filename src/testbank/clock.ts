/** The time at the test bank: the machine's (or the one given), moved by what the control interface says. */
export class Clock {
  #offset = 0;

  constructor(private readonly source: () => Date = () => new Date()) {}

  now(): Date {
    return new Date(this.source().getTime() + this.#offset);
  }

  advance(milliseconds: number): void {
    this.#offset += milliseconds;
  }

  set(time: Date): void {
    this.#offset = time.getTime() - this.source().getTime();
  }

  reset(): void {
    this.#offset = 0;
  }
}

export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

import type { Clock } from '../clock.js';

/** So many requests in so many seconds, over all callers: XS2A publishes no figures, so these are the test's own. */
export interface RateLimitSetting {
  readonly requests: number;
  readonly seconds: number;
}

/** Counts requests in windows of the test bank's own time, the first of which begins with the first request. */
export class RateLimit {
  #count = 0;
  #endsAt = 0;

  constructor(private readonly clock: Clock) {}

  /** Counts a request; answers after how many whole seconds it may come again where it is one too many. */
  take({ requests, seconds }: RateLimitSetting): number | undefined {
    const now = this.clock.now().getTime();
    const isOver = now >= this.#endsAt || this.#endsAt - now > seconds * 1000;
    if (isOver) this.#begin(now + seconds * 1000);
    this.#count += 1;
    return this.#count > requests ? Math.ceil((this.#endsAt - now) / 1000) : undefined;
  }

  clear(): void {
    this.#begin(0);
  }

  #begin(endsAt: number): void {
    this.#count = 0;
    this.#endsAt = endsAt;
  }
}

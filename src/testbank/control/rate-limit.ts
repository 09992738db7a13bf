import type { Clock } from '../clock.js';

/** Requests per seconds over all callers: XS2A publishes no figures, so tests choose their own. */
export interface RateLimitSetting {
  readonly requests: number;
  readonly seconds: number;
}

/** A fixed window by the test bank's clock; the first one begins with the first request. */
export class RateLimit {
  #count = 0;
  #endsAt = 0;

  constructor(private readonly clock: Clock) {}

  /** Counts a request; returns the whole seconds to wait when it exceeds the limit. */
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

import { LRUCache } from 'lru-cache';
import { GatewayError } from '../errors/gateway-error.js';
import { Allowance } from './allowance.js';
import type { SharedUse } from './shared-use.js';

/** Ten a second, with bursts of fifty. */
const UNITS = 50;
const PERIOD_MS = 5_000;

/** Per bank user, and for all unknown ones together. */
const MAX_IN_FLIGHT = 8;
const RETRY_SECONDS = 5;

/** About 200 bytes each. */
const MAX_BANK_USERS = 10_000;

class Share {
  inFlight = 0;

  constructor(
    readonly name: string,
    readonly allowance: Allowance,
  ) {}

  get retryAfterSeconds(): number {
    return this.inFlight >= MAX_IN_FLIGHT ? RETRY_SECONDS : Math.ceil(this.allowance.waitMs / 1_000);
  }
}

/**
 * Bounds the cost of webhook events, which anybody can send. Events that name an object of a known bank user count for that bank
 * user; all others share one budget, so that a flood of made-up events does not affect real ones.
 */
export class EventBudget {
  private readonly bankUsers = new LRUCache<string, Share>({
    max: MAX_BANK_USERS,
    memoMethod: (bankUserId) => this.newShare(`events ${bankUserId}`),
  });
  private readonly strangers = this.newShare('events');

  /** @param shared undefined: each instance has its own budget */
  constructor(
    private readonly shared?: SharedUse,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /**
   * @param bankUserId the bank user that the event is said to be about
   * @throws GatewayError RATE_LIMITED when the budget is used up, before the task runs and without using any of it
   */
  async run<T>(bankUserId: string | undefined, task: () => Promise<T>): Promise<T> {
    const share = bankUserId === undefined ? this.strangers : this.bankUsers.memo(bankUserId);
    const { retryAfterSeconds, name, allowance } = share;
    if (retryAfterSeconds > 0) throw new GatewayError('RATE_LIMITED', { retryAfterSeconds });
    const ms = allowance.use(1);
    this.shared?.publish(name, ms, allowance);
    share.inFlight++;
    try {
      return await task();
    } finally {
      share.inFlight--;
    }
  }

  private newShare(name: string): Share {
    return new Share(name, new Allowance(UNITS, () => this.now(), PERIOD_MS));
  }
}

import type { Rates } from '../config/config.js';
import { allowancesByName } from './allowance.js';
import type { Caller } from './caller.js';
import { networkOf } from './network.js';
import type { SharedUse } from './shared-use.js';

/** The charge of one operation. */
export interface Charge {
  /** Raises the charge to this many units in total. */
  atLeast(units: number): void;
}

const FREE: Charge = { atLeast: () => undefined };

/** Networks, about 200 bytes each. Separate from callers, which a flood from many addresses must not evict. */
const MAX_NETWORKS = 10_000;

/** About 200 bytes each. The least recently seen is evicted, whose allowance has mostly refilled by then. */
const MAX_CALLERS = 50_000;

/** Rate limits. A rejected request is not charged. */
export class RateLimit {
  private readonly allowances = allowancesByName(MAX_CALLERS, this.now);
  private readonly networks = allowancesByName(MAX_NETWORKS, this.now);

  /**
   * @param shared undefined: each instance has its own allowances
   * @param now monotonic time in milliseconds
   */
  constructor(
    private readonly rates: Rates,
    private readonly shared?: SharedUse,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Whole seconds to wait for; undefined: none. */
  retryAfter({ name }: Caller): number | undefined {
    const waitMs = this.allowances.get(name)?.waitMs ?? 0;
    return waitMs === 0 ? undefined : Math.ceil(waitMs / 1000);
  }

  /**
   * Charges a request without a token to its network: one unit, at this instance only.
   *
   * @returns whole seconds to wait for; undefined: none
   */
  chargeAnonymous(address: string | undefined): number | undefined {
    const rate = this.rates.anonymous;
    if (rate === 0) return undefined;
    const allowance = this.networks.memo(networkOf(address), { context: rate });
    const { waitMs } = allowance;
    if (waitMs > 0) return Math.ceil(waitMs / 1000);
    allowance.use(1);
    return undefined;
  }

  /** Begins the charge of one operation. */
  charge({ name, kind }: Caller): Charge {
    const rate = kind === 'anonymous' ? 0 : this.rates[kind];
    if (rate === 0) return FREE;
    const allowance = this.allowances.memo(name, { context: rate });
    let charged = 0;
    return {
      atLeast: (units) => {
        if (units <= charged) return;
        const ms = allowance.use(units - charged);
        charged = units;
        this.shared?.publish(name, ms, allowance);
      },
    };
  }
}

import { LRUCache } from 'lru-cache';
import type { Rates } from '../config/config.js';
import { Allowance } from './allowance.js';
import type { Caller } from './caller.js';
import { networkOf } from './network.js';
import type { SharedUse } from './shared-use.js';

/** What one operation is charged. */
export interface Charge {
  /** That it takes so many units, of which those that it was charged before are a part. */
  atLeast(units: number): void;
}

const FREE: Charge = { atLeast: () => undefined };

/** Networks, some 200 bytes each; apart from the others, whom a flood from many addresses must not push out. */
const MAX_NETWORKS = 10_000;

/** Some 200 bytes each. Who has not asked for longest is forgotten, with an allowance that has mostly come back by then. */
const MAX_CALLERS = 50_000;

/** How much callers may ask for. Whoever is over it is refused, and charged nothing for that. */
export class RateLimit {
  private readonly allowances = this.allowancesOf(MAX_CALLERS);
  private readonly networks = this.allowancesOf(MAX_NETWORKS);

  /**
   * @param shared undefined: callers have an allowance at each instance
   * @param now in milliseconds, of any beginning
   */
  constructor(
    private readonly rates: Rates,
    private readonly shared?: SharedUse,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Whole seconds after which the caller may ask again; undefined: at once. */
  retryAfter({ name }: Caller): number | undefined {
    const waitMs = this.allowances.get(name)?.waitMs ?? 0;
    return waitMs === 0 ? undefined : Math.ceil(waitMs / 1000);
  }

  /**
   * One request of somebody without a token, by the address it comes from. Each takes a unit, at this instance.
   *
   * @returns whole seconds after which they may ask again; undefined: at once
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

  /** For one operation. */
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

  /** By name, made of the rate when they are asked for first. */
  private allowancesOf(max: number) {
    return new LRUCache<string, Allowance, number>({
      max,
      memoMethod: (_name, _stale, { context: rate }) => new Allowance(rate, this.now),
    });
  }
}

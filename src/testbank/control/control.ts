import type { Clock } from '../clock.js';
import { Random } from '../random.js';
import { Faults } from './faults.js';
import { Overrides } from './overrides.js';
import { RateLimit } from './rate-limit.js';
import { RequestLog } from './request-log.js';

/** What the control interface keeps beside the world: how its requests are watched, and how they go wrong. */
export class Control {
  readonly log = new RequestLog();
  readonly overrides = new Overrides();
  readonly faults: Faults;
  readonly random: Random;
  readonly rateLimit: RateLimit;

  constructor(seed: number, clock: Clock) {
    this.rateLimit = new RateLimit(clock);
    this.random = new Random(`${seed}.latency`);
    this.faults = new Faults(new Random(`${seed}.faults`));
  }

  clear(): void {
    this.log.clear();
    this.overrides.clear();
    this.faults.clear();
    this.rateLimit.clear();
  }
}

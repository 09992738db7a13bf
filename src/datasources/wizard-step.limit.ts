import { LRUCache } from 'lru-cache';
import { GatewayError } from '../errors/gateway-error.js';
import { digestOfWizardKey } from './wizard-session.records.js';

/** Steps submit what a person typed, or could; polls only ask whether it goes on. */
export type WizardStepKind = 'STEP' | 'POLL';

/** How many within a minute, of one wizard key and of one bank user over all keys. */
const PER_MINUTE = { STEP: { key: 20, bankUser: 60 }, POLL: { key: 240, bankUser: 480 } } as const;
const MINUTE_MS = 60_000;
const REMEMBERED = 10_000;

/**
 * Keeps anybody from guessing PINs, TANs or wizard keys through the gateway: a person cannot type this fast. A whole minute's
 * worth may come at once; what is used up comes back evenly. Each process counts for itself, so several instances allow
 * as many times as much.
 */
export class WizardStepLimit {
  private readonly allowances: Readonly<Record<WizardStepKind, readonly [byKey: Allowance, byBankUser: Allowance]>>;

  constructor(private readonly now: () => Date) {
    const pair = ({ key, bankUser }: { key: number; bankUser: number }) =>
      [new Allowance(key), new Allowance(bankUser)] as const;
    this.allowances = { STEP: pair(PER_MINUTE.STEP), POLL: pair(PER_MINUTE.POLL) };
  }

  /** @throws GatewayError RATE_LIMITED with the seconds to wait; what is refused is not counted */
  take(kind: WizardStepKind, bankUserId: string, key: string): void {
    const [byKey, byBankUser] = this.allowances[kind];
    const now = this.now().getTime();
    const digest = digestOfWizardKey(key);
    const waitMs = Math.max(byKey.waitMs(digest, now), byBankUser.waitMs(bankUserId, now));
    if (waitMs > 0) throw new GatewayError('RATE_LIMITED', { retryAfterSeconds: Math.ceil(waitMs / 1000) });
    byKey.use(digest, now);
    byBankUser.use(bankUserId, now);
  }
}

/** An allowance per minute for each name: all that is kept of a name is when everything it used will have come back. */
class Allowance {
  private readonly restoredAt = new LRUCache<string, number>({ max: REMEMBERED });
  private readonly costMs: number;

  constructor(perMinute: number) {
    this.costMs = MINUTE_MS / perMinute;
  }

  /** Milliseconds until one more is allowed; 0 or less when it is. */
  waitMs(name: string, now: number): number {
    return this.afterOneMore(name, now) - now - MINUTE_MS;
  }

  use(name: string, now: number): void {
    this.restoredAt.set(name, this.afterOneMore(name, now));
  }

  private afterOneMore(name: string, now: number): number {
    return Math.max(this.restoredAt.get(name) ?? now, now) + this.costMs;
  }
}

import { LRUCache } from 'lru-cache';
import { Allowance } from '../../admission/allowance.js';
import { GatewayError } from '../../errors/gateway-error.js';
import { digestOfWizardKey } from './wizard-session.records.js';

/** Steps submit what a person typed, or could; polls only ask whether it goes on. */
export type WizardStepKind = 'STEP' | 'POLL';

/** How many within a minute, of one wizard key and of one bank user over all keys. */
const PER_MINUTE = { STEP: { key: 20, bankUser: 60 }, POLL: { key: 240, bankUser: 480 } } as const;
const MAX_REMEMBERED = 20_000;

/**
 * Keeps anybody from guessing PINs, TANs or wizard keys through the gateway: a person cannot type this fast. A whole minute's
 * worth may come at once; what is used up comes back evenly. Each process counts for itself, so several instances allow
 * as many times as much.
 */
export class WizardStepLimit {
  private readonly keys = this.allowances();
  private readonly bankUsers = this.allowances();

  constructor(private readonly now: () => Date) {}

  /** @throws GatewayError RATE_LIMITED with the seconds to wait; what is refused is not counted */
  take(kind: WizardStepKind, bankUserId: string, key: string): void {
    const perMinute = PER_MINUTE[kind];
    const name = `${kind} ${digestOfWizardKey(key)}`;
    const ofBankUser = this.bankUsers.memo(`${kind} ${bankUserId}`, { context: perMinute.bankUser });
    // Not remembered before it is allowed: made-up keys must not push out what others have used.
    const waitMs = Math.max(ofBankUser.waitMs, this.keys.get(name)?.waitMs ?? 0);
    if (waitMs > 0) throw new GatewayError('RATE_LIMITED', { retryAfterSeconds: Math.ceil(waitMs / 1000) });
    ofBankUser.use(1);
    this.keys.memo(name, { context: perMinute.key }).use(1);
  }

  private allowances() {
    return new LRUCache<string, Allowance, number>({
      max: MAX_REMEMBERED,
      memoMethod: (_name, _stale, { context: perMinute }) => new Allowance(perMinute, () => this.now().getTime()),
    });
  }
}

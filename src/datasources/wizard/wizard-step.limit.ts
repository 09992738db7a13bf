import { allowancesByName } from '../../admission/allowance.js';
import { GatewayError } from '../../errors/gateway-error.js';
import { digestOfWizardKey } from './wizard-session.records.js';

/** STEP submits user input, POLL asks for progress. */
export type WizardStepKind = 'STEP' | 'POLL';

/** Limits per minute, per wizard key and per bank user over all keys. */
const PER_MINUTE = { STEP: { key: 20, bankUser: 60 }, POLL: { key: 240, bankUser: 480 } } as const;
const MAX_REMEMBERED = 20_000;

/**
 * Prevents guessing of PINs, TANs and wizard keys through the gateway: nobody types this fast. A minute's worth can be used at
 * once and refills evenly. Each process counts for itself, so N instances allow N times as much.
 */
export class WizardStepLimit {
  private readonly keys = this.allowances();
  private readonly bankUsers = this.allowances();

  constructor(private readonly now: () => Date) {}

  /** @throws GatewayError RATE_LIMITED with the seconds to wait; rejected steps are not counted */
  take(kind: WizardStepKind, bankUserId: string, key: string): void {
    const perMinute = PER_MINUTE[kind];
    const name = `${kind} ${digestOfWizardKey(key)}`;
    const ofBankUser = this.bankUsers.memo(`${kind} ${bankUserId}`, { context: perMinute.bankUser });
    // Only allowed keys are added: made-up ones must not evict those in use.
    const waitMs = Math.max(ofBankUser.waitMs, this.keys.get(name)?.waitMs ?? 0);
    if (waitMs > 0) throw new GatewayError('RATE_LIMITED', { retryAfterSeconds: Math.ceil(waitMs / 1000) });
    ofBankUser.use(1);
    this.keys.memo(name, { context: perMinute.key }).use(1);
  }

  private allowances() {
    return allowancesByName(MAX_REMEMBERED, () => this.now().getTime());
  }
}

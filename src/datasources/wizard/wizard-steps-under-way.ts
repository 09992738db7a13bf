import { LRUCache } from 'lru-cache';
import { GatewayError } from '../../errors/gateway-error.js';
import type { WizardStep } from '../../schema/wizard-step.type.js';
import type { SESSION_OVER } from './wizard-step.mapper.js';

/** XS2A has not responded yet. */
export const STEP_PENDING = 'STEP_PENDING';

/** The outcome of a step; pending when another instance waits for it. */
export type StepOutcome = WizardStep | typeof SESSION_OVER | typeof STEP_PENDING;

const MAX_IN_PROGRESS = 5_000;
const MAX_UNCLAIMED = 500;
const UNCLAIMED_MS = 300_000;

/**
 * Steps of bank logins in flight, and outcomes that came too late to be delivered: for a limited time, in this process only,
 * until they are delivered. One step per login at a time: concurrent submissions get the same outcome, so nothing is sent twice.
 */
export class WizardStepsUnderWay {
  private readonly underWay = new Map<string, Promise<StepOutcome>>();
  private readonly unclaimed = new LRUCache<string, Promise<StepOutcome>>({ max: MAX_UNCLAIMED, ttl: UNCLAIMED_MS });

  /** @param login identifies one login of one bank user */
  find(login: string): Promise<StepOutcome> | undefined {
    return this.underWay.get(login) ?? this.unclaimed.get(login);
  }

  /** @throws GatewayError OVERLOADED */
  begin(login: string, step: () => Promise<StepOutcome>): Promise<StepOutcome> {
    if (this.underWay.size >= MAX_IN_PROGRESS) throw new GatewayError('OVERLOADED');
    const outcome = step().finally(() => {
      this.underWay.delete(login);
      this.unclaimed.set(login, outcome);
    });
    // Delivered to whoever asks for the outcome.
    outcome.catch(() => undefined);
    this.underWay.set(login, outcome);
    return outcome;
  }

  /** The outcome within `ms`, else pending. */
  async outcomeOf(login: string, outcome: Promise<StepOutcome>, ms: number): Promise<StepOutcome> {
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<typeof STEP_PENDING>((resolve) => {
      timer = setTimeout(resolve, ms, STEP_PENDING);
    });
    try {
      return await Promise.race([outcome, tooLate]);
    } finally {
      clearTimeout(timer);
      if (this.unclaimed.get(login) === outcome) this.unclaimed.delete(login);
    }
  }
}

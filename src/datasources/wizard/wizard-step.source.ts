import { GatewayError } from '../../errors/gateway-error.js';
import type { WizardAction } from '../../schema/mutations/submit-wizard-step.input.js';
import type { AnyWizardFormElement, WizardForm, WizardStep } from '../../schema/wizard-step.type.js';
import { ENDPOINTS } from '../xs2a/endpoints.js';
import { Meter } from '../meter.js';
import type { OperationDependencies } from '../operation-dependencies.js';
import { hasStatus, malformedResponse, UpstreamError } from '../xs2a/upstream-error.js';
import { digestOfWizardKey } from './wizard-session.records.js';
import { SESSION_OVER, toWizardStep } from './wizard-step.mapper.js';
import { STEP_PENDING, type StepOutcome } from './wizard-steps-under-way.js';

/** A submission. The key and the values are confidential and only go upstream. */
export interface WizardSubmission {
  readonly key: string;
  /** Undefined: submit the values, or fetch the form when there are none. */
  readonly action: WizardAction | undefined;
  readonly values: readonly { readonly name: string; readonly value: string }[];
}

/** Margin for processing a response that has arrived. */
const MARGIN_MS = 10_000;

const NOT_OF_THIS_STEP = 'The wizard does not take these values, or this action, at this step.';

/** Upstream's names of actions are in kebab case. */
const actionOf = (action: WizardAction): string => action.toLowerCase().replaceAll('_', '-');

/** Bank login screen by screen (XS2A's Wizard API). */
export class WizardStepSource {
  constructor(private readonly scope: OperationDependencies) {}

  /**
   * Submits a step and returns the next screen. Sent once, except when upstream rejects the token, in which case it has not
   * processed the step. While a step of the login is in flight, or its outcome has not been delivered, nothing is sent, and the
   * outcome of that step is returned.
   *
   * @param waitMs how long to wait for the outcome; the step continues after that
   * @throws GatewayError RATE_LIMITED before anything is sent; NOT_FOUND when there is no such session
   */
  async submit(bankUserId: string, submission: WizardSubmission, waitMs: number): Promise<StepOutcome> {
    const { meter, wizardStepLimit, wizardStepsUnderWay: steps } = this.scope;
    const login = `${bankUserId} ${digestOfWizardKey(submission.key)}`;
    const earlier = steps.find(login);
    const isFollowUp = earlier !== undefined && onlyAsks(submission);
    wizardStepLimit.take(isFollowUp || isPoll(submission) ? 'POLL' : 'STEP', bankUserId, submission.key);
    // The step can outlive the operation and must not affect its deadline.
    const ownMeter = new Meter();
    const outcome = () => earlier ?? steps.begin(login, () => this.take(bankUserId, submission, ownMeter));
    try {
      return await meter.outsideDeadline(() => steps.outcomeOf(login, outcome(), waitMs));
    } finally {
      meter.upstreamCalls += ownMeter.upstreamCalls;
    }
  }

  /** Unless another instance waits for a step of the same login. */
  private async take(bankUserId: string, submission: WizardSubmission, meter: Meter): Promise<StepOutcome> {
    const { wizardSessions, wizardStepMs } = this.scope;
    const { key } = submission;
    if (!(await wizardSessions.beginStep(bankUserId, key, wizardStepMs + MARGIN_MS))) return STEP_PENDING;
    try {
      return await this.sendAndTell(bankUserId, submission, meter);
    } finally {
      await wizardSessions.endStep(bankUserId, key);
    }
  }

  private async sendAndTell(bankUserId: string, submission: WizardSubmission, meter: Meter) {
    const { reads } = this.scope;
    const send = () => this.send(bankUserId, submission, meter);
    if (!onlyAsks(submission)) return reads.writing(bankUserId, { of: 'everything' }, send);
    const step = await send();
    // The user has finished the login elsewhere, so there is a connection now.
    if (step !== SESSION_OVER && step.finished) await reads.changed(bankUserId, { of: 'everything' });
    return step;
  }

  private async send(bankUserId: string, submission: WizardSubmission, meter: Meter) {
    const { bankLogins, wizardSessions } = this.scope;
    const repeatable = onlyAsks(submission);
    try {
      const call = { body: bodyOf(submission, await this.textsFor(submission)), repeatable, meter };
      const { body } = await bankLogins.withUserToken(bankUserId, ENDPOINTS.submitWizardStep, call);
      const step = toWizardStep(body);
      if (step === undefined) throw repeatable ? malformedResponse() : new UpstreamError('OUTCOME_UNKNOWN');
      if (step === SESSION_OVER) return step;
      if (step.form !== null) await wizardSessions.rememberTexts(submission.key, textsOf(step.form));
      return await this.withoutStrayShare(submission.key, step);
    } catch (error) {
      if (hasStatus(error, 410)) return SESSION_OVER;
      if (hasStatus(error, 400, 422)) throw new GatewayError('BAD_USER_INPUT', { message: NOT_OF_THIS_STEP });
      throw error;
    }
  }

  /** Only values that may be checkboxes need the lookup. */
  private async textsFor({ key, values }: WizardSubmission): Promise<ReadonlySet<unknown>> {
    return values.some(({ value }) => isTick(value)) ? this.scope.wizardSessions.textsOf(key) : new Set();
  }

  /** Only connections in sync mode shared have shares; for others, upstream's parameter has another meaning. */
  private async withoutStrayShare(key: string, step: WizardStep): Promise<WizardStep> {
    if (step.credentialShare === null) return step;
    const creates = await this.scope.wizardSessions.modeCreatedBy(key);
    return creates === undefined || creates === 'SHARED' ? step : { ...step, credentialShare: null };
  }
}

function isPoll({ action, values }: WizardSubmission): boolean {
  return action === 'POLL' && values.length === 0;
}

/** Whether it only reads the state or the form, so that a lost response leaves nothing open. */
function onlyAsks(submission: WizardSubmission): boolean {
  return isPoll(submission) || (submission.action === undefined && submission.values.length === 0);
}

/** `key` and `action` come last, so that no value overrides them. */
function bodyOf({ key, action, values }: WizardSubmission, texts: ReadonlySet<unknown>): Record<string, unknown> {
  const entries = values.map(({ name, value }): [string, unknown] => [
    name,
    isTick(value) && !texts.has(name) ? value === 'true' : value,
  ]);
  return { ...Object.fromEntries(entries), key, ...(action && { action: actionOf(action) }) };
}

/** Checkboxes are booleans upstream. All other values are texts, bank codes too: they may begin with 0. */
function isTick(value: string): boolean {
  return value === 'true' || value === 'false';
}

/** The names of fields whose value is always text. */
function textsOf({ elements }: WizardForm): string[] {
  const fields = elements.filter((element) => 'name' in element);
  const ticks = new Set(
    fields.filter(({ __typename }) => __typename === 'WizardCheckboxField').map(({ name }) => name),
  );
  const isKnown = ({ __typename }: AnyWizardFormElement) => __typename !== 'WizardOtherElement';
  return fields.filter((field) => isKnown(field) && !ticks.has(field.name)).map(({ name }) => name);
}

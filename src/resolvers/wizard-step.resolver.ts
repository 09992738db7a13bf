import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Resolver } from 'type-graphql';
import type { Permissions } from '../auth/access.js';
import type { GatewayContext } from '../operation/context.js';
import { SESSION_OVER } from '../datasources/wizard/wizard-step.mapper.js';
import { STEP_PENDING } from '../datasources/wizard/wizard-steps-under-way.js';
import { GatewayError } from '../errors/gateway-error.js';
import { SubmitWizardStepInput } from '../schema/mutations/submit-wizard-step.input.js';
import { SubmitWizardStepResult } from '../schema/mutations/submit-wizard-step.result.js';
import { notFoundError, wizardSessionOverError } from '../schema/user-error.js';
import { RequireCaller } from './callers.js';
import { orNotFound } from './expected.js';
import { requireSingleStep, toWizardSubmission, waitOf } from './wizard-submission.js';

/** Where another instance waits for the bank, each time it is asked for is a step, of which there are 20 in a minute. */
const POLL_AFTER_MS = 5_000;

@Resolver()
export class WizardStepResolver {
  @RequireCaller('AUTHENTICATED', 'connections')
  @Mutation(() => SubmitWizardStepResult, {
    description:
      'Submits a screen of the bank login and answers with the next one, until the step is `finished`. A login on screens of your own ' +
      'takes a valid eIDAS certificate of your own: XS2A asks for one; without it, use its widget or mobile SDKs. What it is given is ' +
      'passed to XS2A once and stored nowhere: if the answer is lost (OUTCOME_UNKNOWN), submit the key alone to see where the ' +
      'login stands. A step that takes longer than `waitSeconds` is WizardStepPending, and goes on. With action CHANGE_LANGUAGE goes the value `language`: de or en. One step per operation, and ' +
      'in a minute 20 for one session and 60 for one bank user; polls not counted (RATE_LIMITED).',
  })
  async submitWizardStep(
    @Ctx() { access, sources }: GatewayContext,
    @Arg('input', () => SubmitWizardStepInput) input: SubmitWizardStepInput,
    @Info() info: GraphQLResolveInfo,
  ): Promise<SubmitWizardStepResult> {
    requireSingleStep(info);
    const submission = toWizardSubmission(input);
    const waitMs = waitOf(input);
    const bankUserId = bankUserOf(input, access);
    if (bankUserId === undefined) return notFoundError();
    const step = await orNotFound(sources.wizardSteps.submit(bankUserId, submission, waitMs));
    if (step === STEP_PENDING) return { __typename: 'WizardStepPending', pollAfterMs: POLL_AFTER_MS };
    return step === SESSION_OVER ? wizardSessionOverError() : step;
  }
}

/**
 * Undefined when the bank user that is named is foreign or malformed.
 *
 * @throws GatewayError BAD_USER_INPUT when a service caller names none: the result has no type for it
 */
function bankUserOf({ bankUserId }: SubmitWizardStepInput, access: Permissions): string | undefined {
  if (bankUserId != null) return access.findBankUser(bankUserId)?.bankUserId;
  if (access.ownBankUserId !== undefined) return access.ownBankUserId;
  throw new GatewayError('BAD_USER_INPUT', { message: 'Service callers must set `bankUserId`.' });
}

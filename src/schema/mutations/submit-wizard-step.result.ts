import { createUnionType } from 'type-graphql';
import { typeName } from '../type-name.js';
import { NotFoundError, WizardSessionOverError } from '../user-error.type.js';
import { WizardStep, WizardStepPending } from '../wizard-step.type.js';

export const SubmitWizardStepResult = createUnionType({
  name: 'SubmitWizardStepResult',
  description: 'Result of `submitWizardStep`: the next screen, also where the person mistyped something.',
  types: () => [WizardStep, WizardStepPending, WizardSessionOverError, NotFoundError] as const,
  resolveType: typeName,
});
export type SubmitWizardStepResult = typeof SubmitWizardStepResult;

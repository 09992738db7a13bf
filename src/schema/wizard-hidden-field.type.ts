import { Field, ObjectType } from 'type-graphql';
import { WizardFormElement } from './wizard-form-element.type.js';

@ObjectType({
  implements: WizardFormElement,
  description: 'Not to be shown: send its value as it is in `values` of `submitWizardStep`, with those of the fields.',
})
export class WizardHiddenField extends WizardFormElement {
  readonly __typename!: 'WizardHiddenField';

  @Field(() => String, { description: 'Names the value to `submitWizardStep`.' })
  name!: string;

  @Field(() => String, { description: 'What to send; it may be empty.' })
  value!: string;
}

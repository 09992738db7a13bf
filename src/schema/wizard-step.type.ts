import { Directive, Field, Int, ObjectType } from 'type-graphql';
import type * as display from './wizard-display.type.js';
import type * as fields from './wizard-field.type.js';
import { WizardFormElement } from './wizard-form-element.type.js';
// Imported for their registration: nothing else references the elements.
import './wizard-display.type.js';
import './wizard-field.type.js';
import type { WizardHiddenField } from './wizard-hidden-field.type.js';

/** Every element that a form can have, by `__typename`. */
export type AnyWizardFormElement =
  | fields.WizardTextField
  | fields.WizardCheckboxField
  | fields.WizardChoiceField
  | fields.WizardCaptchaField
  | fields.WizardFlickerField
  | display.WizardImage
  | display.WizardHelpText
  | display.WizardRedirect
  | display.WizardTabs
  | WizardHiddenField
  | display.WizardOtherElement;

@ObjectType({ description: 'What a screen of the bank login shows.' })
export class WizardForm {
  @Field(() => String, { description: "XS2A's name of the form; `finish` at the end." })
  name!: string;

  @Field(() => [WizardFormElement], { description: 'In the order in which to draw them.' })
  elements!: AnyWizardFormElement[];
}

@ObjectType({ description: 'What went wrong in the step that was submitted.' })
export class WizardStepError {
  @Field(() => String, { description: "To show to the person, in the wizard's language." })
  message!: string;

  @Field(() => Boolean, { description: 'The person can go on in this session. False: begin a new one.' })
  recoverable!: boolean;
}

@ObjectType({
  description:
    'The bank is still working on the step that was submitted: some take minutes. Submit the key alone, without values, after ' +
    '`pollAfterMs`, and again until something else comes: that is what came of the step. What else is submitted meanwhile is ' +
    'not sent; it has the same answer.',
})
export class WizardStepPending {
  readonly __typename!: 'WizardStepPending';

  @Field(() => Int, { description: 'Milliseconds after which to ask again.' })
  pollAfterMs!: number;
}

@ObjectType({
  description: "One screen of the bank login, for those who draw it themselves (XS2A's Wizard API variant).",
})
export class WizardStep {
  readonly __typename!: 'WizardStep';

  @Field(() => WizardForm, { nullable: true, description: 'What to draw; null when there is nothing to draw.' })
  form!: WizardForm | null;

  @Field(() => Boolean, { description: 'The login is through: nothing more is to be submitted.' })
  finished!: boolean;

  @Field(() => Int, {
    nullable: true,
    description:
      'Milliseconds: ask again with action POLL after this long, and again as long as it is here. Null when the person is to act.',
  })
  pollAfterMs!: number | null;

  @Field(() => WizardStepError, { nullable: true, description: 'What went wrong; null when nothing did.' })
  error!: WizardStepError | null;

  @Directive('@tag(name: "secret")')
  @Field(() => String, {
    nullable: true,
    description:
      "For sync mode SHARED, at the end: the caller's half of the credentials, to be kept by the caller alone. It is shown " +
      'this once, and every later sync needs it. Null in all other cases.',
  })
  credentialShare!: string | null;
}

import { Field, ObjectType } from 'type-graphql';
import { WizardFormElement } from './wizard-form-element.type.js';
import { WizardFormField } from './wizard-form-field.type.js';

// type-graphql only registers an implementing type by itself when the interface of a field is named here, so both are listed.

@ObjectType({
  implements: [WizardFormElement, WizardFormField],
  description: 'A line of text to be typed: user name, PIN, TAN, bank code.',
})
export class WizardTextField extends WizardFormField {
  readonly __typename!: 'WizardTextField';

  @Field(() => String, { nullable: true, description: 'What the field holds to begin with; null when it is empty.' })
  value!: string | null;

  @Field(() => Boolean, { description: 'The PIN and the like: hide what is typed, and do not keep it.' })
  secret!: boolean;
}

@ObjectType({
  implements: [WizardFormElement, WizardFormField],
  description: 'A box to be ticked. Send "true" or "false".',
})
export class WizardCheckboxField extends WizardFormField {
  readonly __typename!: 'WizardCheckboxField';

  @Field(() => Boolean, { description: 'Ticked to begin with.' })
  checked!: boolean;
}

@ObjectType({ description: 'One of the values to choose from.' })
export class WizardChoice {
  @Field(() => String, { description: 'What to send.' })
  value!: string;

  @Field(() => String, { description: "What to show, in the wizard's language." })
  label!: string;

  @Field(() => Boolean, { description: 'To be shown, and not to be chosen.' })
  disabled!: boolean;
}

@ObjectType({
  implements: [WizardFormElement, WizardFormField],
  description: 'One value of several: a drop-down list or radio buttons. Send the `value` of a choice.',
})
export class WizardChoiceField extends WizardFormField {
  readonly __typename!: 'WizardChoiceField';

  @Field(() => [WizardChoice], { description: 'In the order in which to show them.' })
  options!: WizardChoice[];

  @Field(() => String, { nullable: true, description: 'The `value` chosen to begin with; null when none is.' })
  selected!: string | null;
}

@ObjectType({
  implements: [WizardFormElement, WizardFormField],
  description: 'A picture whose text is to be typed.',
})
export class WizardCaptchaField extends WizardFormField {
  readonly __typename!: 'WizardCaptchaField';

  @Field(() => String, { description: 'The picture, base64.' })
  image!: string;
}

@ObjectType({
  implements: [WizardFormElement, WizardFormField],
  description: 'An optical challenge (chipTAN) to be held before a TAN generator, which shows the TAN to be typed.',
})
export class WizardFlickerField extends WizardFormField {
  readonly __typename!: 'WizardFlickerField';

  @Field(() => [[String]], {
    description: 'Frames to be shown in turn and over again; each has one "1" (light) or "0" (dark) per bar.',
  })
  code!: string[][];
}

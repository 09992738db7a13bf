import { Field, ObjectType } from 'type-graphql';
import { JsonScalar } from './scalars/json.scalar.js';
import { WizardChoice } from './wizard-field.type.js';
import { WizardFormElement } from './wizard-form-element.type.js';
import { WizardRichText } from './wizard-rich-text.type.js';

@ObjectType({ implements: WizardFormElement, description: 'A picture to look at, such as a photoTAN or a QR code.' })
export class WizardImage extends WizardFormElement {
  readonly __typename!: 'WizardImage';

  @Field(() => String, { description: 'The picture, base64.' })
  image!: string;

  @Field(() => String, { nullable: true, description: "What to write beside it, in the wizard's language." })
  label!: string | null;

  @Field(() => WizardRichText, {
    nullable: true,
    description: '`label`, taken apart at its marks; null when there is none.',
  })
  richLabel!: WizardRichText | null;
}

@ObjectType({ implements: WizardFormElement, description: 'Text to read.' })
export class WizardHelpText extends WizardFormElement {
  readonly __typename!: 'WizardHelpText';

  @Field(() => String, { nullable: true, description: 'A heading; null when there is none.' })
  title!: string | null;

  @Field(() => String, {
    description:
      "In the wizard's language. It comes from outside: show it as text, and sanitise it before showing it as HTML.",
  })
  text!: string;

  @Field(() => WizardRichText, {
    nullable: true,
    description: '`text`, taken apart at its marks; null when there is none.',
  })
  richText!: WizardRichText | null;
}

@ObjectType({
  implements: WizardFormElement,
  description: "The login goes on at the bank's own page: open it, and submit the step again when the person is back.",
})
export class WizardRedirect extends WizardFormElement {
  readonly __typename!: 'WizardRedirect';

  @Field(() => String, { description: "The bank's page. Open it only where it begins with `https:`." })
  url!: string;

  @Field(() => String, { nullable: true, description: 'What to write on the link or button.' })
  label!: string | null;

  @Field(() => WizardRichText, {
    nullable: true,
    description: '`label`, taken apart at its marks; null when there is none.',
  })
  richLabel!: WizardRichText | null;
}

@ObjectType({
  implements: WizardFormElement,
  description:
    'Ways to log in, one form each; another is shown after `submitWizardStep` with action SWITCH_LOGIN_TABS.',
})
export class WizardTabs extends WizardFormElement {
  readonly __typename!: 'WizardTabs';

  @Field(() => String, { description: 'The name under which to send the chosen tab in `values`.' })
  name!: string;

  @Field(() => [WizardChoice], { description: 'The tabs, in the order in which to show them.' })
  choices!: WizardChoice[];

  @Field(() => [String], { description: 'The `value` of each of the `choices`.' })
  tabs!: string[];

  @Field(() => String, {
    nullable: true,
    description: 'The `value` of the tab whose form this is; null when XS2A does not say.',
  })
  selected!: string | null;
}

@ObjectType({
  implements: WizardFormElement,
  description: 'An element of a kind that this schema does not know yet.',
})
export class WizardOtherElement extends WizardFormElement {
  readonly __typename!: 'WizardOtherElement';

  @Field(() => JsonScalar, { description: 'The element as XS2A gave it.' })
  raw!: unknown;
}

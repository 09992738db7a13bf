import { Field, InterfaceType } from 'type-graphql';
import { typeName } from './type-name.js';
import { WizardFormElement } from './wizard-form-element.type.js';
import { WizardRichText } from './wizard-rich-text.type.js';

@InterfaceType({
  implements: WizardFormElement,
  resolveType: typeName,
  description: 'An element whose value the person gives: send it in `values` of `submitWizardStep` under its `name`.',
})
export abstract class WizardFormField extends WizardFormElement {
  @Field(() => String, { description: 'Names the value to `submitWizardStep`. Not to be shown.' })
  name!: string;

  @Field(() => String, { nullable: true, description: "What to write beside it, in the wizard's language." })
  label!: string | null;

  @Field(() => WizardRichText, {
    nullable: true,
    description: '`label`, taken apart at its marks; null when there is none.',
  })
  richLabel!: WizardRichText | null;

  @Field(() => Boolean, { description: 'The step is not accepted without it.' })
  required!: boolean;

  @Field(() => String, {
    nullable: true,
    description: "What was wrong with the value sent last, to show, in the wizard's language; null when nothing was.",
  })
  error!: string | null;
}

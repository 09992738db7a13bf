import { Field, InterfaceType } from 'type-graphql';
import { typeName } from './type-name.js';

@InterfaceType({
  resolveType: typeName,
  description: 'Anything on a screen of the bank login, to be drawn in the order of the list.',
})
export abstract class WizardFormElement {
  abstract readonly __typename: string;

  @Field(() => String, {
    description:
      "XS2A's name of the kind of element, such as `password` or `radio`. Go by the GraphQL type, and by this for finer points.",
  })
  type!: string;
}

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

  @Field(() => Boolean, { description: 'The step is not accepted without it.' })
  required!: boolean;

  @Field(() => String, {
    nullable: true,
    description: "What was wrong with the value sent last, to show, in the wizard's language; null when nothing was.",
  })
  error!: string | null;
}

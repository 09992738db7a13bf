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

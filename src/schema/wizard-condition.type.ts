import { Field, ObjectType } from 'type-graphql';

@ObjectType({
  description:
    'When to draw an element of the bank login: while the field `name` of the same form has this value, and is drawn itself.',
})
export class WizardCondition {
  @Field(() => String, { description: 'The `name` of a WizardChoiceField that comes before in the list.' })
  name!: string;

  @Field(() => String, { description: 'The `value` of one of its options.' })
  value!: string;
}

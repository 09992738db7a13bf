import { Field, ID, InputType } from 'type-graphql';

@InputType({ description: 'What to delete.' })
export class DeleteInput {
  @Field(() => ID, {
    description: 'The id of a thing of the type that the mutation names; any other is NotFoundError.',
  })
  id!: string;
}

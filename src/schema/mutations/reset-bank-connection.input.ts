import { Field, ID, InputType } from 'type-graphql';

@InputType({ description: 'A bank connection at whose bank the person is to log in again.' })
export class ResetBankConnectionInput {
  @Field(() => ID, { description: 'The connection.' })
  id!: string;
}

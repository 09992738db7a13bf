import { ArgsType, Field, ID } from 'type-graphql';

@ArgsType()
class OfBankUserArgs {
  @Field(() => ID, {
    nullable: true,
    description:
      'The `id` of the BankUser. Bank users may omit it, and so may services that name something of the bank user.',
  })
  bankUserId?: string | null;
}

@ArgsType()
export class BankConnectionChangedArgs extends OfBankUserArgs {
  @Field(() => ID, { nullable: true, description: 'Only this BankConnection; all if omitted.' })
  connectionId?: string | null;
}

@ArgsType()
export class TurnoversChangedArgs extends OfBankUserArgs {
  @Field(() => ID, { nullable: true, description: 'Only this Account; all if omitted.' })
  accountId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The last `cursor` of the account in `accountId`, also from `Account.turnoverChanges`.',
  })
  since?: string | null;
}

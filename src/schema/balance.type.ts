import { Field, ObjectType } from 'type-graphql';
import { MonetaryAmount } from './monetary-amount.type.js';
import { DateTimeScalar } from './scalars/date-time.scalar.js';

@ObjectType({
  simpleResolvers: true,
  description: 'The balance of an account as of the last sync. Each amount is null when the bank states none.',
})
export class Balance {
  @Field(() => MonetaryAmount, {
    nullable: true,
    description:
      'The balance, signed as the bank states it: negative is an overdrawn account. Banks do not agree about loans.',
  })
  amount!: MonetaryAmount | null;

  @Field(() => MonetaryAmount, {
    nullable: true,
    description: 'What can be spent, credit line included, as the bank works it out.',
  })
  available!: MonetaryAmount | null;

  @Field(() => MonetaryAmount, {
    nullable: true,
    description: 'The credit line: an overdraft, or the limit of a card.',
  })
  limit!: MonetaryAmount | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was read at the bank.' })
  asOf!: string | null;
}

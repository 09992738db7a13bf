import { Directive, Field, ObjectType } from 'type-graphql';
import { CurrencyCodeScalar } from './scalars/currency-code.scalar.js';
import { DecimalScalar } from './scalars/decimal.scalar.js';

@Directive('@shareable')
@ObjectType({
  simpleResolvers: true,
  description: 'An amount of money in one currency. Amounts of different currencies are never summed or converted.',
})
export class MonetaryAmount {
  @Field(() => DecimalScalar, {
    description:
      'Signed: negative is money that went out, or an overdrawn balance. It has the decimals of its currency (two for EUR, none for JPY), ' +
      'two where the currency is unknown.',
  })
  value!: string;

  @Field(() => CurrencyCodeScalar, { nullable: true, description: 'Null when the bank states none.' })
  currency!: string | null;
}

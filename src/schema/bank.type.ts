import { Field, ObjectType } from 'type-graphql';
import { CountryCodeScalar } from './scalars/country-code.scalar.js';

@ObjectType({ description: 'A bank that XS2A knows, to be offered in a bank picker.' })
export class Bank {
  @Field(() => String, { description: 'National bank code; in Germany the Bankleitzahl of eight digits.' })
  bankCode!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'BIC; give it to `createBankConnection` so that the person need not pick the bank again. Null when it has none.',
  })
  bic!: string | null;

  @Field(() => String, { description: 'Name of the bank, to show.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Where it is; tells banks of the same name apart.' })
  city!: string | null;

  @Field(() => CountryCodeScalar, { nullable: true, description: 'Country of the bank; null when XS2A states none.' })
  country!: string | null;

  @Field(() => Boolean, { description: 'XS2A can connect to it. Where false, `createBankConnection` leads nowhere.' })
  supported!: boolean;

  @Field(() => Boolean, { description: 'A test bank: its logins and data are made up.' })
  testMode!: boolean;
}

import { ArgsType, Field, Int } from 'type-graphql';
import { CountryCodeScalar } from '../schema/scalars/country-code.scalar.js';

@ArgsType()
export class BanksArgs {
  @Field(() => String, {
    nullable: true,
    description:
      'Part of the name of a bank, or of its code or BIC: 2 to 100 characters, without those blank at the ends. If omitted, all banks of the country.',
  })
  search?: string | null;

  @Field(() => CountryCodeScalar, {
    nullable: true,
    description: 'Only banks of this country. Required without `search`.',
  })
  country?: string | null;

  @Field(() => Int, { nullable: true, defaultValue: 10, description: 'How many at most, 1 to 100.' })
  first?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'The `bankCode` of the last bank of the page before. Only without `search`.',
  })
  after?: string | null;
}

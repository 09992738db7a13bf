import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { AccountType } from './account.enum.js';
import { CountryCodeScalar } from './scalars/country-code.scalar.js';
import { DateTimeScalar } from './scalars/date-time.scalar.js';

@Directive('@key(fields: "id")')
@ObjectType({ simpleResolvers: true, description: 'A bank account, credit card, depot or the like of a bank user.' })
export class Account {
  @Field(() => ID, { description: 'Opaque and global; never parse it.' })
  id!: string;

  @Directive('@shareable')
  @Field(() => String, { description: 'The id at XS2A, for support and for matching records. Not accepted as `id`.' })
  xs2aId!: string;

  /** XS2A's id of the owner, whose token reads everything of the account. */
  bankUserId!: string;

  /** XS2A's id of its connection; null when the connection was deleted without its accounts. */
  connectionXs2aId!: string | null;

  @Field(() => AccountType, { description: 'The kind of account.' })
  type!: AccountType;

  @Field(() => String, {
    nullable: true,
    description: 'The type as XS2A gives it, also where it is OTHER to this schema. More kinds may come at any time.',
  })
  rawType!: string | null;

  @Directive('@tag(name: "pii")')
  @Field(() => String, { nullable: true, description: 'Name of the holder, or of the holders, as the bank states it.' })
  holder!: string | null;

  @Directive('@tag(name: "pii")')
  @Field(() => String, {
    nullable: true,
    description: 'IBAN without spaces; for a credit card the masked card number.',
  })
  iban!: string | null;

  @Field(() => String, { nullable: true, description: 'BIC of the bank; null when XS2A states none.' })
  bic!: string | null;

  @Directive('@tag(name: "pii")')
  @Field(() => String, { nullable: true, description: "The bank's own account number; null when XS2A states none." })
  accountNumber!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'National bank code; in Germany the Bankleitzahl of eight digits.',
  })
  bankCode!: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the bank, to show.' })
  bankName!: string | null;

  @Field(() => CountryCodeScalar, { nullable: true, description: 'Country of the bank; null when XS2A states none.' })
  country!: string | null;

  @Field(() => String, { nullable: true, description: "The bank's name for the account, such as its product name." })
  description!: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'It has more than one holder; null when the bank does not say.',
  })
  jointAccount!: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Payments can be made from it; null when the bank does not say.',
  })
  transactionPossible!: boolean | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the account was first read at the bank.' })
  createdAt!: string | null;
}

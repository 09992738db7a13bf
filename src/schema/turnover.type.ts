import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { MonetaryAmount } from './monetary-amount.type.js';
import { DateScalar } from './scalars/date.scalar.js';
import { TurnoverDirection, TurnoverIdSource, TurnoverStatus } from './turnover.enum.js';

@ObjectType({
  simpleResolvers: true,
  description: 'The other side of a turnover, as the bank states it; each field is null where it states nothing.',
})
export class Counterparty {
  @Directive('@tag(name: "pii")')
  @Field(() => String, { nullable: true, description: 'Name of the person or company.' })
  name!: string | null;

  @Directive('@tag(name: "pii")')
  @Field(() => String, { nullable: true, description: 'IBAN of their account.' })
  iban!: string | null;

  @Field(() => String, { nullable: true, description: 'BIC of their bank.' })
  bic!: string | null;

  @Field(() => String, { nullable: true, description: 'SEPA creditor identifier of who collects a direct debit.' })
  creditorId!: string | null;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'What XS2A takes a turnover to be about: a dotted path, most general first, with the roots K, A, E and N. A turnover may ' +
    'get a deeper category later, and new ones come: where you do not know one, fall back to its parent in `path`.',
})
export class TurnoverCategory {
  @Field(() => String, { description: 'Such as `K.1.1`.' })
  id!: string;

  @Field(() => [String], { description: 'From the root down: `K`, `K.1`, `K.1.1`. The last is the category itself.' })
  path!: string[];
}

/** `simpleResolvers`, here and in what comes along with it: turnovers come in hundreds, and fields are read off plain data. */
@ObjectType({
  simpleResolvers: true,
  description: 'One entry of an account: money that came in or went out, or is about to.',
})
export class Turnover {
  @Field(() => ID, { description: 'Stable: the same entry keeps its id whatever the filter, the page and the sync.' })
  id!: string;

  @Field(() => TurnoverIdSource, { description: 'Where the id comes from.' })
  idSource!: TurnoverIdSource;

  /** XS2A's id of its account. */
  accountXs2aId!: string;

  /** XS2A's id of the bank user who owns the account. */
  bankUserId!: string;

  @Field(() => DateScalar, { description: 'The day on which the bank booked it, or means to.' })
  bookingDate!: string;

  @Field(() => MonetaryAmount, { description: 'Signed: negative is money that went out.' })
  amount!: MonetaryAmount;

  @Field(() => TurnoverDirection, { description: 'The sign of the amount in a word.' })
  direction!: TurnoverDirection;

  @Field(() => TurnoverStatus, { description: 'Pending, booked or canceled.' })
  status!: TurnoverStatus;

  @Directive('@tag(name: "pii")')
  @Field(() => [String], {
    description: 'What the payment is for, line by line as the bank gives it; empty when it gives nothing.',
  })
  purpose!: readonly string[];

  @Field(() => Counterparty, {
    nullable: true,
    description: 'The other side; null when the bank states nothing about it.',
  })
  counterparty!: Counterparty | null;

  @Field(() => TurnoverCategory, { nullable: true, description: 'Null until XS2A has put it into one.' })
  category!: TurnoverCategory | null;

  @Field(() => [String], {
    description:
      "XS2A's labels, such as `rent` or `salary`; any number of them, and new ones come. Empty when there are none.",
  })
  tags!: readonly string[];

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Came with the last sync and was not marked as seen since (`markTurnoversSeen`); null when XS2A does not say.',
  })
  isNew!: boolean | null;
}

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
    'What SEPA writes into a purpose (EREF+, MREF+, CRED+, SVWZ+ …), taken apart; each field is null where it says nothing.',
})
export class SepaReferences {
  @Field(() => String, { nullable: true, description: 'End-to-end reference of the payer (EREF).' })
  endToEndId!: string | null;

  @Field(() => String, { nullable: true, description: 'Mandate of a direct debit (MREF).' })
  mandateId!: string | null;

  @Field(() => String, { nullable: true, description: 'Creditor identifier of a direct debit (CRED).' })
  creditorId!: string | null;

  @Field(() => String, { nullable: true, description: "The customer's own reference (KREF)." })
  customerReference!: string | null;

  @Directive('@tag(name: "pii")')
  @Field(() => String, { nullable: true, description: 'What the payer wrote (SVWZ), without the other parts.' })
  remittance!: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 20022 external purpose code, such as `SALA` (PURP).' })
  purposeCode!: string | null;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'What a turnover is about, according to XS2A: a dotted path, most general first, with the roots K, A, E and N. A turnover may ' +
    'get a deeper category later, and XS2A adds new ones: treat an unknown one as its parent in `path`. XS2A publishes no names ' +
    'for these ids: to display what a turnover is about, use `Turnover.tags`.',
})
export class TurnoverCategory {
  @Field(() => String, { description: 'Such as `K.1.1`.' })
  id!: string;

  @Field(() => [String], { description: 'From the root down: `K`, `K.1`, `K.1.1`. The last is the category itself.' })
  path!: string[];
}

/** `simpleResolvers`, here and in its parts: there are hundreds of turnovers, and their fields are plain properties. */
@Directive('@key(fields: "id")')
@ObjectType({
  simpleResolvers: true,
  description: 'One entry of an account: money that came in or went out, or is about to.',
})
export class Turnover {
  @Field(() => ID, { description: 'Stable: the same entry keeps its id whatever the filter, the page and the sync.' })
  id!: string;

  @Field(() => TurnoverIdSource, { description: 'Where the id comes from.' })
  idSource!: TurnoverIdSource;

  @Field(() => [ID], {
    description:
      'Every id under which the entry may have been handed out before, or may be later: before it was booked, before the bank gave ' +
      'it an id of its own. Match stored entries by any of them. The first one is `id`; no two entries of a list share one.',
  })
  matchKeys!: readonly string[];

  @Directive('@shareable')
  @Field(() => String, { nullable: true, description: 'The id at XS2A, as it came; null where XS2A gives none.' })
  xs2aId!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "The bank's own id of the entry, as it came; null where the bank gives none. It may repeat, and may be a placeholder.",
  })
  bankTransactionId!: string | null;

  /** XS2A's id of its account. */
  accountXs2aId!: string;

  /** XS2A's id of the bank user who owns the account. */
  bankUserId!: string;

  @Field(() => DateScalar, { description: 'The day on which the bank booked it, or means to.' })
  bookingDate!: string;

  @Field(() => MonetaryAmount, { description: 'Signed: negative is money that went out.' })
  amount!: MonetaryAmount;

  @Field(() => TurnoverDirection, { description: 'Credit or debit: the sign of `amount`.' })
  direction!: TurnoverDirection;

  @Field(() => TurnoverStatus, { description: 'Pending, booked or canceled.' })
  status!: TurnoverStatus;

  @Directive('@tag(name: "pii")')
  @Field(() => [String], {
    description: 'What the payment is for, line by line as the bank gives it; empty when it gives nothing.',
  })
  purpose!: readonly string[];

  @Directive('@tag(name: "pii")')
  @Field(() => String, {
    description:
      'The purpose as one text. Banks cut it at fixed widths, in the middle of words; it is joined again where the cut can be recognised.',
  })
  purposeText!: string;

  @Field(() => SepaReferences, {
    nullable: true,
    description: 'What SEPA writes into the purpose, taken apart. Null where there is nothing of the kind.',
  })
  sepa!: SepaReferences | null;

  @Field(() => Counterparty, {
    nullable: true,
    description: 'The other side; null when the bank states nothing about it.',
  })
  counterparty!: Counterparty | null;

  @Field(() => TurnoverCategory, { nullable: true, description: 'Null until XS2A has categorised the entry.' })
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

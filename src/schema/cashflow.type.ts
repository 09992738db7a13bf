import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { RecurringPaymentCadence, RecurringPaymentStatus } from './cashflow.enum.js';
import { usually } from './cost.js';
import { DateRange } from './date-range.type.js';
import { MonetaryAmount } from './monetary-amount.type.js';
import { DateScalar } from './scalars/date.scalar.js';
import { IncompleteAccount } from './turnover-list.type.js';
import { TurnoverDirection } from './turnover.enum.js';
import { Counterparty, TurnoverCategory } from './turnover.type.js';

@ObjectType({ simpleResolvers: true, description: 'The balance of an account at the end of a day.' })
export class BalancePoint {
  @Field(() => DateScalar, { description: 'The day.' })
  date!: string;

  @Field(() => MonetaryAmount, { description: 'What was there when the day had ended.' })
  amount!: MonetaryAmount;
}

@ObjectType({
  simpleResolvers: true,
  description:
    "End-of-day balances, worked back from the bank's balance by the entries that were booked since. The difference between two days is exactly the sum of what was booked between them.",
})
export class BalanceHistory {
  @Directive(usually(90))
  @Field(() => [BalancePoint], { description: 'Oldest first, without the days before `coveredFrom`.' })
  points!: BalancePoint[];

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The first day that can be told: that of the oldest entry that is known.',
  })
  coveredFrom!: string | null;

  @Field(() => Boolean, {
    description:
      'False where it is an estimate: rows of turnovers could not be read, the bank states no date of the balance, or an entry since the ' +
      'first day was canceled or has another currency.',
  })
  isExact!: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'What there is over several accounts.' })
export class BalanceTotals {
  @Directive(usually(2))
  @Field(() => [MonetaryAmount], {
    description: 'One sum per currency, by currency code, never summed across currencies.',
  })
  totals!: MonetaryAmount[];

  @Directive(usually(1))
  @Field(() => [IncompleteAccount], {
    description:
      'Accounts that are missing in the sums: their balance could not be read, or the bank states none (`NOT_FOUND`).',
  })
  incompleteAccounts!: IncompleteAccount[];
}

@ObjectType({ simpleResolvers: true, description: 'Amounts from one to another, both inclusive and signed.' })
export class AmountRange {
  @Field(() => MonetaryAmount, { description: 'The least; of debits the one that costs most.' })
  least!: MonetaryAmount;

  @Field(() => MonetaryAmount, { description: 'The greatest; of debits the one that costs least.' })
  greatest!: MonetaryAmount;
}

/** The account, the other entry and all that leads to turnovers are edges, see the resolver. */
@ObjectType({
  description:
    "The other side of a transfer between two accounts of the same bank user: told by the IBAN, or by both holders' names and exactly opposite amounts at most three days apart; the settlement of a credit card counts.",
})
export class OwnTransfer {}

@ObjectType({
  simpleResolvers: true,
  description:
    'A payment that comes again and again, such as a subscription, a contract, rent or a salary. It is told by its payee, its dates and its amounts alone; `occurrences` are the evidence.',
})
export class RecurringPayment {
  @Field(() => ID, { description: 'Stable while its first occurrence is there. Opaque; no field takes it.' })
  id!: string;

  @Directive('@tag(name: "pii")')
  @Field(() => String, {
    nullable: true,
    description:
      'Whom it is with, as the bank writes it; behind a payment service the merchant, where the purpose tells. Null where the bank states no name.',
  })
  name!: string | null;

  @Field(() => Counterparty, {
    nullable: true,
    description: 'Of the last occurrence; for payments through a payment service that service.',
  })
  counterparty!: Counterparty | null;

  @Field(() => TurnoverDirection, { description: 'Whether it comes in or goes out.' })
  direction!: TurnoverDirection;

  @Field(() => RecurringPaymentCadence, { description: 'How often it comes.' })
  cadence!: RecurringPaymentCadence;

  @Field(() => RecurringPaymentStatus, { description: 'Whether it still comes.' })
  status!: RecurringPaymentStatus;

  @Field(() => MonetaryAmount, { description: 'Of the last occurrence, signed.' })
  amount!: MonetaryAmount;

  @Field(() => AmountRange, { description: 'Of the occurrences in the year up to the last one.' })
  amountRange!: AmountRange;

  @Field(() => Boolean, { description: 'The amount stays the same until the price changes: `next` has one amount.' })
  isAmountFixed!: boolean;

  @Field(() => DateScalar, { description: 'The booking date of the first occurrence that is known.' })
  firstDate!: string;

  @Field(() => DateScalar, { description: 'The booking date of the last occurrence.' })
  lastDate!: string;

  @Field(() => MonetaryAmount, { description: 'What it comes to in a year at the present amount and cadence, signed.' })
  yearly!: MonetaryAmount;

  @Field(() => TurnoverCategory, { nullable: true, description: 'Of the last occurrence.' })
  category!: TurnoverCategory | null;

  @Field(() => [String], { description: "XS2A's labels of the last occurrence." })
  tags!: readonly string[];

  @Field(() => Int, { description: 'How many occurrences are known; doubled bookings of one count once.' })
  occurrenceCount!: number;
}

@ObjectType({ simpleResolvers: true, description: 'Payments that come again and again, and what they were found in.' })
export class RecurringPayments {
  @Directive(usually(25))
  @Field(() => [RecurringPayment], {
    description: 'By what they come to in a year, whichever way it goes, most first.',
  })
  payments!: RecurringPayment[];

  @Field(() => DateRange, { description: 'The booking dates of the turnovers that were looked through.' })
  basedOn!: DateRange;

  @Directive(usually(1))
  @Field(() => [IncompleteAccount], {
    description: 'Accounts whose turnovers could not be read: what they have is missing here.',
  })
  incompleteAccounts!: IncompleteAccount[];
}

@ObjectType({
  simpleResolvers: true,
  description: 'A payment that is to come: the days and the amounts between which it is expected.',
})
export class ExpectedPayment {
  @Field(() => DateScalar, { description: 'The first day on which it is expected.' })
  earliest!: string;

  @Field(() => DateScalar, { description: 'The last one.' })
  latest!: string;

  @Field(() => AmountRange, { description: 'Of a pending entry, and where the amount is fixed, both are the same.' })
  amountRange!: AmountRange;
}

@ObjectType({
  simpleResolvers: true,
  description: 'What is to be expected, as far as pending entries and recurring payments tell.',
})
export class UpcomingPayments {
  @Directive(usually(25))
  @Field(() => [ExpectedPayment], { description: 'The earliest first.' })
  payments!: ExpectedPayment[];

  @Directive(usually(2))
  @Field(() => [AmountRange], {
    description:
      'What all of them come to, between the least and the greatest: one sum per currency, by currency code.',
  })
  totals!: AmountRange[];

  @Directive(usually(1))
  @Field(() => [IncompleteAccount], {
    description: 'Accounts whose turnovers could not be read: what they have is missing here.',
  })
  incompleteAccounts!: IncompleteAccount[];
}

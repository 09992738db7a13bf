import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';

export enum AccountType {
  GIRO = 'GIRO',
  CREDIT_CARD = 'CREDIT_CARD',
  SAVINGS = 'SAVINGS',
  LOAN = 'LOAN',
  SECURITIES = 'SECURITIES',
  WALLET = 'WALLET',
  OTHER = 'OTHER',
}
registerEnumType(AccountType, { name: 'AccountType' });

export enum TurnoverDirection {
  CREDIT = 'CREDIT',
  DEBIT = 'DEBIT',
}
registerEnumType(TurnoverDirection, { name: 'TurnoverDirection' });

export enum TurnoverStatus {
  PENDING = 'PENDING',
  BOOKED = 'BOOKED',
  CANCELED = 'CANCELED',
}
registerEnumType(TurnoverStatus, { name: 'TurnoverStatus' });

export enum TurnoverGrouping {
  MONTH = 'MONTH',
  CATEGORY = 'CATEGORY',
}
registerEnumType(TurnoverGrouping, { name: 'TurnoverGrouping' });

@ObjectType()
export class MonetaryAmount {
  @Field(() => String)
  value!: string;

  @Field(() => String, { nullable: true })
  currency!: string | null;
}

@ObjectType()
export class Balance {
  @Field(() => MonetaryAmount, { nullable: true })
  amount!: MonetaryAmount | null;

  @Field(() => MonetaryAmount, { nullable: true })
  available!: MonetaryAmount | null;
}

@ObjectType()
export class Counterparty {
  @Field(() => String, { nullable: true })
  name!: string | null;

  @Field(() => String, { nullable: true })
  iban!: string | null;
}

@ObjectType()
export class TurnoverCategory {
  @Field(() => String)
  id!: string;
}

@ObjectType()
export class Turnover {
  @Field(() => String)
  bookingDate!: string;

  @Field(() => MonetaryAmount)
  amount!: MonetaryAmount;

  @Field(() => TurnoverDirection)
  direction!: TurnoverDirection;

  @Field(() => TurnoverStatus)
  status!: TurnoverStatus;

  @Field(() => [String])
  purpose!: string[];

  @Field(() => Counterparty, { nullable: true })
  counterparty!: Counterparty | null;

  @Field(() => TurnoverCategory, { nullable: true })
  category!: TurnoverCategory | null;

  @Field(() => [String])
  tags!: string[];

  @Field(() => Boolean, { nullable: true })
  isNew!: boolean | null;
}

@ObjectType()
export class TurnoverTotals {
  @Field(() => Int)
  count!: number;

  @Field(() => MonetaryAmount)
  credits!: MonetaryAmount;

  @Field(() => MonetaryAmount)
  debits!: MonetaryAmount;

  @Field(() => MonetaryAmount)
  net!: MonetaryAmount;
}

@ObjectType()
export class TurnoverGroup {
  @Field(() => String)
  key!: string;

  @Field(() => [TurnoverTotals])
  totals!: TurnoverTotals[];
}

interface TurnoverList {
  totalCount: number;
  first(count: number): Turnover[];
  totals(): TurnoverTotals[];
  groups(by: TurnoverGrouping): TurnoverGroup[];
}

@ObjectType()
export class TurnoverConnection {
  list!: TurnoverList;
  first!: number;

  @Field(() => Int)
  totalCount!: number;
}

@ObjectType()
export class Account {
  connectionId!: string | null;

  @Field(() => ID)
  id!: string;

  @Field(() => String)
  xs2aId!: string;

  @Field(() => AccountType)
  type!: AccountType;

  @Field(() => String, { nullable: true })
  description!: string | null;

  @Field(() => String, { nullable: true })
  holder!: string | null;

  @Field(() => String, { nullable: true })
  iban!: string | null;

  @Field(() => String, { nullable: true })
  bankName!: string | null;
}

@ObjectType()
export class BankConnection {
  @Field(() => String)
  xs2aId!: string;

  @Field(() => String, { nullable: true })
  bankName!: string | null;

  @Field(() => String, { nullable: true })
  bic!: string | null;

  @Field(() => String, { nullable: true })
  country!: string | null;
}

@ObjectType()
export class BankUser {
  @Field(() => ID)
  id!: string;
}

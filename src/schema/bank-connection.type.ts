import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { BankConnectionAction, BankConnectionStatus, ConsentState, SyncMode } from './bank-connection.enum.js';
import { CountryCodeScalar } from './scalars/country-code.scalar.js';
import { DateTimeScalar } from './scalars/date-time.scalar.js';
import { DateScalar } from './scalars/date.scalar.js';

@ObjectType({
  simpleResolvers: true,
  description: 'How a bank connection is kept up to date, and how that has gone lately.',
})
export class BankConnectionSync {
  /** XS2A's id of the owner. */
  bankUserId!: string;
  connectionXs2aId!: string;

  @Field(() => SyncMode, { nullable: true, description: 'Null when XS2A states none, or one unknown to this schema.' })
  mode!: SyncMode | null;

  @Field(() => Boolean, { description: 'XS2A syncs it once a day by itself. A failed sync turns this off.' })
  automatic!: boolean;

  @Field(() => Boolean, {
    description:
      'XS2A should have synced by itself and has not for more than two days; or it syncs no more although the mode is FULL.',
  })
  isOverdue!: boolean;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'The age of all data of this connection: balances and turnovers change only when this moves. Null before the first sync.',
  })
  lastSyncedAt!: string | null;

  @Field(() => Int, { description: 'Failed syncs in a row, 0 to 3; a sync that succeeds sets it back to 0.' })
  consecutiveFailures!: number;

  @Field(() => Int, {
    description: 'Three failures in a row disable a connection for good; this many are left. 0 when it is disabled.',
  })
  failuresUntilDisabled!: number;

  @Field(() => String, {
    nullable: true,
    description:
      "Why the last sync failed, in XS2A's words: to show or to log, not to compare with. Null when it did not fail.",
  })
  message!: string | null;
}

@ObjectType({
  simpleResolvers: true,
  description:
    "The person's consent to read data at the bank. It ends on the day that XS2A states, and is renewed by logging in again.",
})
export class Consent {
  @Field(() => DateScalar, {
    nullable: true,
    description: 'The last day on which it holds; null when XS2A states none.',
  })
  validUntil!: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Counted in calendar days in Germany: 0 on the last day, negative after it. Null when there is no date.',
  })
  daysRemaining!: number | null;

  @Field(() => ConsentState, { description: 'The same as one value.' })
  state!: ConsentState;
}

@Directive('@key(fields: "id")')
@ObjectType({
  simpleResolvers: true,
  description:
    'A login of a bank user at one bank, through which XS2A reads the accounts. It exists once the bank login is finished.',
})
export class BankConnection {
  @Field(() => ID, { description: 'Opaque and global; never parse it.' })
  id!: string;

  @Directive('@shareable')
  @Field(() => String, { description: 'The id at XS2A, for support and for matching records. Not accepted as `id`.' })
  xs2aId!: string;

  /** XS2A's id of the owner, whose token reads everything of the connection. */
  bankUserId!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The transaction id of the wizard session that created it (`WizardSession.transactionId`).',
  })
  transactionId!: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the bank, to show.' })
  bankName!: string | null;

  @Field(() => String, { nullable: true, description: 'BIC of the bank; null when XS2A states none.' })
  bic!: string | null;

  @Field(() => CountryCodeScalar, { nullable: true, description: 'Country of the bank; null when XS2A states none.' })
  country!: string | null;

  @Field(() => Boolean, { nullable: true, description: 'A connection with the test bank: none of its data is real.' })
  testMode!: boolean | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the connection was created at XS2A.' })
  createdAt!: string | null;

  @Field(() => BankConnectionStatus, {
    description: 'The state of the connection as one value; each value says what to do.',
  })
  status!: BankConnectionStatus;

  @Field(() => BankConnectionAction, {
    nullable: true,
    description: 'The one thing that somebody has to do next; null when there is nothing.',
  })
  requiredAction!: BankConnectionAction | null;

  @Field(() => BankConnectionSync, { description: 'How it is kept up to date, and how that has gone lately.' })
  sync!: BankConnectionSync;

  @Field(() => Consent, { description: "The person's consent, and how long it holds." })
  consent!: Consent;
}

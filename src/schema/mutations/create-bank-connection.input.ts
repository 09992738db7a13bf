import { Field, ID, InputType, Int } from 'type-graphql';
import { SyncMode } from '../bank-connection.enum.js';
import { CountryCodeScalar } from '../scalars/country-code.scalar.js';
import { AccountSelection, WizardLanguage } from './create-bank-connection.enum.js';

@InputType({ description: 'A bank login to begin. Whatever is left out, the person is asked, or XS2A decides.' })
export class CreateBankConnectionInput {
  @Field(() => ID, {
    nullable: true,
    description: 'Whose connection it becomes. Not needed by a caller who is a bank user; a service caller names one.',
  })
  bankUserId?: string | null;

  @Field(() => SyncMode, {
    nullable: true,
    defaultValue: SyncMode.FULL,
    description: 'Where the credentials are stored, and thus who can sync. Null is FULL as well.',
  })
  syncMode?: SyncMode | null;

  @Field(() => String, {
    nullable: true,
    description: 'BIC of the bank, where it is known: the person need not pick it.',
  })
  bic?: string | null;

  @Field(() => CountryCodeScalar, { nullable: true, description: 'Country of the bank, where it is known.' })
  country?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many days of turnovers to collect, counted back from today; at least 1. Banks may give fewer.',
  })
  historyDays?: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'After every sync the account is cut to this many days: older turnovers are deleted. At least 1; not cut where left out, unless XS2A has set a limit for all accounts of your API key.',
  })
  limitDays?: number | null;

  @Field(() => AccountSelection, { nullable: true, description: 'Which accounts of the login to take in.' })
  accountSelection?: AccountSelection | null;

  @Field(() => WizardLanguage, { nullable: true, description: 'Language of the bank login.' })
  language?: WizardLanguage | null;

  @Field(() => String, {
    nullable: true,
    description: 'Your own FinTS product id, under which to log in at German banks. Leave it out where you have none.',
  })
  fintsProductId?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Makes the request repeatable: the same key and input within 24 hours begin no second login, and answer with the ' +
      'first one, its wizard key included as long as that session lives. Take a new random key per connection.',
  })
  idempotencyKey?: string | null;
}

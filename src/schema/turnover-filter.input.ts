import { Field, InputType } from 'type-graphql';
import { DateScalar } from './scalars/date.scalar.js';
import { DecimalScalar } from './scalars/decimal.scalar.js';
import { TurnoverDirection, TurnoverStatus } from './turnover.enum.js';

@InputType({
  description:
    'Which turnovers; all conditions that are given must hold. What is left out, or null, restricts nothing.',
})
export class TurnoverFilter {
  @Field(() => DateScalar, {
    nullable: true,
    description: 'Earliest booking date, inclusive; no bound where left out.',
  })
  from?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Latest booking date, inclusive; no bound where left out.' })
  to?: string | null;

  @Field(() => [TurnoverStatus], {
    nullable: true,
    description:
      'Any of these; at most 20. Canceled turnovers enter totals and groups only when CANCELED is named here.',
  })
  status?: TurnoverStatus[] | null;

  @Field(() => TurnoverDirection, {
    nullable: true,
    description: 'Only money that came in, or only money that went out.',
  })
  direction?: TurnoverDirection | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'Least absolute amount, inclusive: "100" finds 100.00 and -250.00. Compared as a number, whatever the currency.',
  })
  minAmount?: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Greatest absolute amount, inclusive.' })
  maxAmount?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Text in purpose or counterparty, ignoring case and diacritics: `muller` finds Müller.',
  })
  search?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'A category and everything below it: `K.1` also finds `K.1.1.3`, and not `K.10`.',
  })
  category?: string | null;

  @Field(() => [String], { nullable: true, description: 'Turnovers with any of these tags; at most 100.' })
  tags?: string[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'True: only those that came with the last sync and were not marked as seen. False is the same as leaving it out.',
  })
  onlyNew?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "True leaves out transfers between the bank user's own accounts (`Turnover.ownTransfer`), from the list, the totals and the groups. " +
      'False is the same as leaving it out.',
  })
  excludeOwnTransfers?: boolean | null;
}

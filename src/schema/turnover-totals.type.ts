import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { usually } from './cost.js';
import { MonetaryAmount } from './monetary-amount.type.js';

@ObjectType({
  simpleResolvers: true,
  description:
    'Sums over turnovers of one currency; those without a currency are summed by themselves, with `currency` null.',
})
export class TurnoverTotals {
  @Field(() => Int, { description: 'How many turnovers were summed.' })
  count!: number;

  @Field(() => MonetaryAmount, { description: 'What came in: zero or positive.' })
  credits!: MonetaryAmount;

  @Field(() => MonetaryAmount, { description: 'What went out: zero or negative.' })
  debits!: MonetaryAmount;

  @Field(() => MonetaryAmount, { description: 'Credits plus debits.' })
  net!: MonetaryAmount;
}

@ObjectType({
  simpleResolvers: true,
  description: 'The turnovers that have one month, week, day, account, category, counterparty or tag in common.',
})
export class TurnoverGroup {
  @Field(() => String, {
    description:
      'By MONTH `2026-10`, by WEEK `2026-W40`, by DAY `2026-10-01`, by ACCOUNT its `id`, by CATEGORY `K.1`, by COUNTERPARTY the name, by TAG the tag. Empty (`""`) for turnovers that have none.',
  })
  key!: string;

  @Directive(usually(2))
  @Field(() => [TurnoverTotals], { description: 'One per currency, never summed across currencies.' })
  totals!: TurnoverTotals[];
}

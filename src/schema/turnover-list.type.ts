import { Field, ObjectType } from 'type-graphql';
import { Turnover } from './turnover.type.js';

/** A list that was requested. All of its fields are resolved on demand. */
@ObjectType({
  description: 'A page of turnovers, and figures about everything that matches the filter, the other pages included.',
})
export class TurnoverConnection {}

@ObjectType({ simpleResolvers: true, description: 'One turnover of a page, with its place in the list.' })
export class TurnoverEdge {
  @Field(() => String, {
    description:
      'Opaque; give it as `after` or `before` with the same filter and order. Turnovers that arrive meanwhile neither repeat nor hide an entry.',
  })
  cursor!: string;

  @Field(() => Turnover, { description: 'The turnover.' })
  node!: Turnover;
}

@ObjectType({
  description:
    'An account whose turnovers could not be read: they are missing in the page, the count, the totals and the groups.',
})
export class IncompleteAccount {
  /** XS2A's id of the account. */
  accountXs2aId!: string;

  /** XS2A's id of the bank user who owns the account. */
  bankUserId!: string;

  @Field(() => String, {
    description: 'Why, as a code of the list that errors have in `extensions.code`, such as `UPSTREAM_TIMEOUT`.',
  })
  code!: string;

  @Field(() => Boolean, { description: 'The same query may find them in a moment.' })
  retryable!: boolean;
}

import { GatewayError } from '../../errors/gateway-error.js';

export interface Limit {
  readonly most: number;
  /** The error message: the limit and its figure. */
  readonly message: string;
}

/**
 * Limits of one operation. Each is several times what the largest useful operation needs; together they bound each other, so that
 * none can be exhausted where the rest becomes expensive.
 */
export const LIMITS = {
  /** The explorer's largest operation has 1,000. Checked before parsing: parsing a megabyte of comments takes 100 ms. */
  characters: limit(50_000, (most) => `A document has at most ${most} characters.`),
  /** The explorers' introspection query has 250; validation is up to quadratic in tokens. */
  tokens: limit(4_000, (most) => `A document has at most ${most} tokens.`),
  /** `@skip` and `@include`; a screen has a handful of conditions. */
  directives: limit(50, (most) => `A document has at most ${most} directives.`),
  /** One for each part of a large page. Validation compares each pair of them. */
  fragments: limit(60, (most) => `A document has at most ${most} fragments.`),
  /**
   * Pairs of fields with the same name in one selection, which validation compares: ten fragments with the same ten fields make
   * 450.
   */
  fieldPairs: limit(
    5_000,
    (most) => `A document has at most ${most} pairs of fields that share a name in one selection.`,
  ),
  /** Fragments expanded wherever they are spread: nested fragments that double each other are small as a text. */
  selections: limit(2_000, (most) => `A document has at most ${most} selections, fragments written out.`),
  /** The explorers' introspection query uses all of it; a path through the graph that visits no type twice has ten. */
  depth: limit(15, (most) => `A document is at most ${most} levels deep.`),
  /** Objects by id, for a frontend that has the ids. */
  rootFields: limit(100, (most) => `An operation has at most ${most} root fields.`),
  /** Turnovers by month for a year and several accounts, with an alias each. */
  aliases: limit(200, (most) => `A document has at most ${most} aliases and repeated fields.`),
  /** In objects, an upstream call counting ten: ten accounts with 500 turnovers each, with all their fields, cost 35,000. */
  cost: limit(50_000, (most) => `An operation costs at most ${most}.`),
} as const satisfies Record<string, Limit>;

/** The cost per rate unit: cached data takes no upstream call, but still work. */
export const COST_OF_UNIT = 1_000;

function limit(most: number, message: (most: number) => string): Limit {
  return { most, message: message(most) };
}

export function limitExceeded({ message }: Limit): GatewayError {
  return new GatewayError('OPERATION_LIMIT_EXCEEDED', { message });
}

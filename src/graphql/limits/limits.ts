import { GatewayError } from '../../errors/gateway-error.js';

export interface Limit {
  readonly most: number;
  /** What callers read who go beyond it: the limit and its figure. */
  readonly message: string;
}

/**
 * How large one operation may be. Each figure is several times what the largest useful operation takes; what keeps the
 * gateway alive is that they bound each other, so that none can be driven to where the rest becomes expensive.
 */
export const LIMITS = {
  /** The largest of the explorer's operations has 1,000. Before parsing: a megabyte of comments takes it 100 ms. */
  characters: limit(50_000, (most) => `A document has at most ${most} characters.`),
  /** The introspection query of explorers has 250; checking a document takes up to the square of its tokens. */
  tokens: limit(4_000, (most) => `A document has at most ${most} tokens.`),
  /** `@skip` and `@include`; a screen has a handful of conditions. */
  directives: limit(50, (most) => `A document has at most ${most} directives.`),
  /** One for each part of a large page. Each two of them are compared when it is validated that their fields can be merged. */
  fragments: limit(60, (most) => `A document has at most ${most} fragments.`),
  /** Fields of one name in one selection, by twos, that is the work of validating that they can be merged: ten fragments that all have the same ten fields are 450. */
  fieldPairs: limit(
    5_000,
    (most) => `A document has at most ${most} pairs of fields that share a name in one selection.`,
  ),
  /** Fragments written out, wherever they are spread: nested fragments that double each other stay small as a text. */
  selections: limit(2_000, (most) => `A document has at most ${most} selections, fragments written out.`),
  /** The introspection query of explorers takes all of them; a path through the graph that meets no type twice has ten. */
  depth: limit(15, (most) => `A document is at most ${most} levels deep.`),
  /** Things by their ids, in a frontend that has them already. */
  rootFields: limit(100, (most) => `An operation has at most ${most} root fields.`),
  /** Turnovers by month for a year and several accounts, each under a name of its own. */
  aliases: limit(200, (most) => `A document has at most ${most} aliases and repeated fields.`),
  /** In objects, an upstream call being ten: ten accounts with 500 turnovers each, and all that belongs to them, are 35,000. */
  cost: limit(50_000, (most) => `An operation costs at most ${most}.`),
} as const satisfies Record<string, Limit>;

/** What one unit of a caller's rate stands for: what comes from the cache takes no upstream call, but work nevertheless. */
export const COST_OF_UNIT = 1_000;

function limit(most: number, message: (most: number) => string): Limit {
  return { most, message: message(most) };
}

export function limitExceeded({ message }: Limit): GatewayError {
  return new GatewayError('OPERATION_LIMIT_EXCEEDED', { message });
}

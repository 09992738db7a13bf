import { GraphQLError, Kind, type DocumentNode } from 'graphql';
import { countDirectives, shapeOf, type Shape } from './document-shape.js';
import { countFieldPairs } from './field-pairs.js';
import { limitExceeded, LIMITS, type Limit } from './limits.js';

/** Why the document must not run, independent of its variables; undefined when it may. */
export function refusalOf(document: DocumentNode): GraphQLError | undefined {
  if (countDirectives(document) > LIMITS.directives.most) return limitExceeded(LIMITS.directives);
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION).length;
  if (fragments > LIMITS.fragments.most) return limitExceeded(LIMITS.fragments);
  const shape = shapeOf(document);
  // graphql-js rejects this too, but its check of overlapping fields may overflow the stack before that.
  if ('fragment' in shape) return new GraphQLError(`Cannot spread fragment "${shape.fragment}" within itself.`);
  const exceeded = exceededBy(shape);
  if (exceeded !== undefined) return limitExceeded(exceeded);
  return countFieldPairs(document) > LIMITS.fieldPairs.most ? limitExceeded(LIMITS.fieldPairs) : undefined;
}

function exceededBy({ selections, depth, fields, aliases }: Shape): Limit | undefined {
  if (selections > LIMITS.selections.most) return LIMITS.selections;
  if (depth > LIMITS.depth.most) return LIMITS.depth;
  if (fields > LIMITS.rootFields.most) return LIMITS.rootFields;
  if (aliases > LIMITS.aliases.most) return LIMITS.aliases;
  return undefined;
}

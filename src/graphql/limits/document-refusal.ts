import { GraphQLError, type DocumentNode } from 'graphql';
import { countDirectives, shapesOf, type Shape } from './document-shape.js';
import { limitExceeded, LIMITS, type Limit } from './limits.js';

/** Why the document may not run, as far as that can be told without its variables; undefined when it may. */
export function refusalOf(document: DocumentNode): GraphQLError | undefined {
  if (countDirectives(document) > LIMITS.directives.most) return limitExceeded(LIMITS.directives);
  const shapes = shapesOf(document);
  // graphql-js says this too, but its check of fields that overlap can run out of stack over such fragments before it does.
  if ('fragment' in shapes) return new GraphQLError(`Cannot spread fragment "${shapes.fragment}" within itself.`);
  const exceeded = shapes.map(exceededBy).find((limit) => limit !== undefined);
  return exceeded && limitExceeded(exceeded);
}

function exceededBy({ selections, depth, fields, aliases }: Shape): Limit | undefined {
  if (selections > LIMITS.selections.most) return LIMITS.selections;
  if (depth > LIMITS.depth.most) return LIMITS.depth;
  if (fields > LIMITS.rootFields.most) return LIMITS.rootFields;
  if (aliases > LIMITS.aliases.most) return LIMITS.aliases;
  return undefined;
}

import { printSubgraphSchema } from '@apollo/subgraph';
import { parse, type DefinitionNode, type NameNode } from 'graphql';
import { buildExecutableSchema } from './resolvers/executable-schema.js';

// Prints the SDL for schema.graphql in a stable order, so that its history shows what changed.
const sdl = printSubgraphSchema(await buildExecutableSchema({ publicSdl: true }));
const definitions = [...parse(sdl).definitions].sort(
  (a, b) => placeOf(a) - placeOf(b) || compare(nameOf(a), nameOf(b)),
);
process.stdout.write(`${definitions.map(({ loc }) => sdl.slice(loc?.start, loc?.end)).join('\n\n')}\n`);

/** Root types come first. */
function placeOf(definition: DefinitionNode): number {
  const place = ['', 'Query', 'Mutation'].indexOf(nameOf(definition));
  return place === -1 ? 3 : place;
}

function nameOf(definition: DefinitionNode): string {
  return 'name' in definition ? ((definition.name as NameNode | undefined)?.value ?? '') : '';
}

function compare(a: string, b: string): number {
  return a < b ? -1 : 1;
}

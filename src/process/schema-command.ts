import { parseArgs } from 'node:util';
import { printSubgraphSchema } from '@apollo/subgraph';
import { parse, printSchema, type DefinitionNode, type NameNode } from 'graphql';
import { buildExecutableSchema, buildGraph } from '../resolvers/executable-schema.js';

/**
 * Prints the schema as SDL: that of the subgraph or, with `--client`, the same graph without the federation's directives and fields.
 *
 * @throws TypeError for other arguments
 */
export async function printSdl(args: readonly string[]): Promise<void> {
  const { client } = parseArgs({ args: [...args], options: { client: { type: 'boolean', default: false } } }).values;
  const sdl = client
    ? printSchema(await buildGraph())
    : printSubgraphSchema(await buildExecutableSchema({ publicSdl: true }));
  process.stdout.write(inStableOrder(sdl));
}

/** So that the history of a file shows what changed. */
function inStableOrder(sdl: string): string {
  const definitions = [...parse(sdl).definitions].sort(
    (a, b) => placeOf(a) - placeOf(b) || compare(nameOf(a), nameOf(b)),
  );
  return `${definitions.map(({ loc }) => sdl.slice(loc?.start, loc?.end)).join('\n\n')}\n`;
}

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

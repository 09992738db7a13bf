import { parseArgs } from 'node:util';
import { parse, type DefinitionNode, type NameNode } from 'graphql';
import { DEFAULT_SERVICE_SCOPE, isScope, isTypePrefix, TYPE_PREFIX_RULE } from '../config/config.js';
import { printClientSchema, printSubgraphSchema } from '../resolvers/executable-schema.js';

/**
 * Prints the schema as SDL: that of the subgraph or, with `--client`, the same graph without the federation's directives and fields.
 *
 * @throws TypeError for other arguments
 */
export async function printSdl(args: readonly string[]): Promise<void> {
  const { client, typePrefix, accessScope } = read(args);
  const sdl = client ? await printClientSchema(typePrefix) : await printSubgraphSchema({ typePrefix, accessScope });
  process.stdout.write(inStableOrder(sdl));
}

function read(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      client: { type: 'boolean', default: false },
      'type-prefix': { type: 'string', default: '' },
      'federated-access': { type: 'boolean', default: false },
      'service-scope': { type: 'string', default: DEFAULT_SERVICE_SCOPE },
    },
  });
  const typePrefix = values['type-prefix'];
  const serviceScope = values['service-scope'];
  if (typePrefix !== '' && !isTypePrefix(typePrefix)) throw new TypeError(`--type-prefix ${TYPE_PREFIX_RULE}.`);
  if (!isScope(serviceScope)) throw new TypeError('--service-scope is not a single scope.');
  return { client: values.client, typePrefix, accessScope: values['federated-access'] ? serviceScope : undefined };
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

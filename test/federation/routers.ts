import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { composeServices } from '@apollo/composition';
import { composeServices as composeByTheGuild } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { createRouter, type RouterContext } from '../../examples/routers/apollo-gateway.js';
import { until } from '../support/until.js';
import { NEIGHBOUR_SDL } from './neighbour.js';

/** The supergraph of the gateway and its neighbour. */
export async function compose(bankingUrl: string, neighbourUrl: string) {
  const banking = { name: 'banking', url: bankingUrl, sdl: await readFile('schema.graphql', 'utf8') };
  return composeServices(servicesOf([banking, { name: 'goals', url: neighbourUrl, sdl: NEIGHBOUR_SDL }]));
}

export interface Subgraph {
  readonly name: string;
  readonly url: string;
  readonly sdl: string;
}

/**
 * Composed by both libraries that there are.
 *
 * @throws Error for what either says against it, be it only a hint
 */
export function composeByBoth(subgraphs: readonly Subgraph[]): string {
  const { errors, hints, supergraphSdl } = composeServices(servicesOf(subgraphs));
  const other = composeByTheGuild(servicesOf(subgraphs));
  const said = [...(errors ?? []), ...(hints ?? []), ...(other.errors ?? [])].map(({ message }) => message);
  if (supergraphSdl === undefined || said.length > 0) throw new Error(`They do not compose: ${said.join('\n')}`);
  return supergraphSdl;
}

function servicesOf(subgraphs: readonly Subgraph[]) {
  return subgraphs.map(({ name, url, sdl }) => ({ name, url, typeDefs: parse(sdl) }));
}

export interface Router {
  readonly url: string;
  stop(): Promise<unknown>;
}

export async function startApolloGateway(supergraphSdl: string): Promise<Router> {
  const server = new ApolloServer<RouterContext>({ gateway: createRouter(supergraphSdl) });
  const { url } = await startStandaloneServer(server, {
    listen: { port: 0, host: '127.0.0.1' },
    context: ({ req }) => Promise.resolve({ headers: req.headers }),
  });
  return { url, stop: () => server.stop() };
}

/** By name. */
export const ROUTERS: readonly [string, (supergraphSdl: string) => Promise<Router>][] = [
  ['@apollo/gateway', startApolloGateway],
  ['Hive Gateway', (supergraphSdl) => startHiveGateway('hive-gateway.js', supergraphSdl)],
];

/**
 * @param program in `examples/routers`
 * @param settings variables of its environment
 */
export async function startHiveGateway(
  program: string,
  supergraphSdl: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<Router> {
  const folder = await mkdtemp(join(tmpdir(), 'hive-'));
  const file = join(folder, 'supergraph.graphql');
  await writeFile(file, supergraphSdl);
  const env = { PATH: process.env.PATH, SUPERGRAPH: file, PORT: '0', ...settings };
  const router = spawn(process.execPath, [`examples/routers/${program}`], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = once(router, 'close');
  const lines = createInterface({ input: router.stdout });
  const url = await Promise.race([
    until('Hive Gateway listens', async () => /http:.*(?=\/graphql)/.exec(await nextLine(lines))?.[0]),
    ended.then(() => Promise.reject(new Error('Hive Gateway ended.'))),
  ]);
  return {
    url,
    async stop() {
      router.kill();
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}

async function nextLine(lines: Interface): Promise<string> {
  const [line] = (await once(lines, 'line')) as [string];
  return line;
}

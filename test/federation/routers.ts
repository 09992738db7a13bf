import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { until } from '../support/until.js';
import { NEIGHBOUR_SDL } from './neighbour.js';

/** The supergraph of the gateway and its neighbour. */
export async function compose(bankingUrl: string, neighbourUrl: string) {
  const banking = parse(await readFile('schema.graphql', 'utf8'));
  return composeServices([
    { name: 'banking', url: bankingUrl, typeDefs: banking },
    { name: 'goals', url: neighbourUrl, typeDefs: parse(NEIGHBOUR_SDL) },
  ]);
}

export interface Router {
  readonly url: string;
  stop(): Promise<unknown>;
}

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

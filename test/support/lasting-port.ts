import { randomInt } from 'node:crypto';

/** Below those that operating systems hand out by themselves, so that nobody takes one while its server is away for a while. */
const [LOWEST, HIGHEST] = [20_000, 32_000];
const TRIES = 20;

/**
 * Tries ports until one is free: for servers that leave their port and come back to it, and for `redis-server`, which cannot
 * be asked to choose one (0 means none). All others listen on 0.
 *
 * @param listen resolves with false where the port is taken
 */
export async function lastingPort(listen: (port: number) => Promise<boolean>): Promise<number> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const port = randomInt(LOWEST, HIGHEST);
    if (await listen(port)) return port;
  }
  throw new Error(`No port of ${TRIES} was free`);
}

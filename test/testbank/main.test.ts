import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** What `npm run build` has made. */
const program = resolve(process.env.TESTBANK_MAIN ?? 'dist/testbank/main.js');

interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the built program; `stop` is the signal that it gets once it has said something. */
async function run(env: Record<string, string>, stop?: NodeJS.Signals): Promise<Run> {
  const child = spawn(process.execPath, [program], { env: { ...process.env, ...env } });
  const said = { out: '', err: '' };
  child.stdout.on('data', (part: Buffer) => {
    said.out += part.toString();
    if (stop && said.out.includes('Nora')) child.kill(stop);
  });
  child.stderr.on('data', (part: Buffer) => (said.err += part.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...said };
}

describe('the test bank by itself', () => {
  it('has been built', () => {
    expect(existsSync(program)).toBe(true);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('says where it is and who lives there, and ends with %s', async (signal) => {
    const { code, out, err } = await run({ TESTBANK_PORT: '0', TESTBANK_SEED: '7' }, signal);
    expect(out).toMatch(/^Test bank: http:\/\/127\.0\.0\.1:\d+\nAPI key: {3}testbank\nPeople:\n {2}\w{20} {2}Klara/);
    expect([code, err]).toEqual([0, '']);
  });

  it.each([
    [{ TESTBANK_PORT: 'http' }, 'TESTBANK_PORT must be a whole number from 0 to 65535.\n'],
    [{ TESTBANK_PORT: '65536' }, 'TESTBANK_PORT must be a whole number from 0 to 65535.\n'],
    [{ TESTBANK_SEED: '-1' }, 'TESTBANK_SEED must be a whole number from 0 to 9007199254740991.\n'],
  ])('refuses %j in one line', async (env, line) => {
    const { code, out, err } = await run({ TESTBANK_PORT: '0', ...env });
    expect([code, out, err]).toEqual([1, '', line]);
  });
});

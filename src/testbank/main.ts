import { startTestBank } from './testbank.js';

/** The test bank by itself: `TESTBANK_PORT` (4010) and `TESTBANK_SEED` (1). */
async function main(): Promise<void> {
  const port = readNumber('TESTBANK_PORT', 4010, 65_535);
  const seed = readNumber('TESTBANK_SEED', 1, Number.MAX_SAFE_INTEGER);
  const bank = await startTestBank({ port, seed });
  // Installed before the output: a parent process may stop this one as soon as it reads the URL.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void bank.close());
  const people = bank.people.map(({ id, name, about }) => `  ${id}  ${name}: ${about}`);
  console.log([`Test bank: ${bank.url}`, `API key:   ${bank.apiKey}`, 'People:', ...people].join('\n'));
}

function readNumber(name: string, fallback: number, maximum: number): number {
  const value = process.env[name] ?? '';
  if (value === '') return fallback;
  const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (!(number <= maximum)) throw new Error(`${name} must be a whole number from 0 to ${maximum}.`);
  return number;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : 'The test bank could not start.');
  process.exitCode = 1;
});

import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';

const TESTS = resolve('test');

/**
 * Which files of tests run as one file of Jest's, by the beginning of their path: to load the gateway and its libraries takes a
 * second and more, and is paid once for a group. The longest beginning counts. A file by itself runs as `npx jest test/…`.
 */
export const GROUPS: Readonly<Record<string, readonly string[]>> = {
  acceptance: ['acceptance/'],
  browser: ['browser/'],
  cache: ['datasources/cache/'],
  datasources: ['datasources/'],
  faults: ['faults/', 'separation/'],
  graphql: ['graphql/'],
  http: ['http/', 'app.test.ts'],
  live: ['live/'],
  operations: ['deploy/', 'scripts/', 'tracing/'],
  packages: ['examples/', 'package/'],
  programs: ['e2e/'],
  resolvers: ['resolvers/'],
  schema: ['access/', 'client/', 'docs/', 'federation/', 'metrics/', 'standards/'],
  testbank: ['testbank/'],
  units: [''],
};

/** Describes the tests of a group. */
export function group(name: string): void {
  for (const file of testFiles().filter((path) => groupOf(path) === name)) {
    describe(file, () => {
      // Not imported, because what describes tests cannot be waited for.
      // eslint-disable-next-line @typescript-eslint/no-require-imports
      require(resolve(TESTS, file));
    });
  }
}

function testFiles(): readonly string[] {
  return readdirSync(TESTS, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.test.ts'));
}

function groupOf(file: string): string | undefined {
  const beginnings = Object.entries(GROUPS).flatMap(([name, paths]) => paths.map((path) => ({ name, path })));
  const fitting = beginnings.filter(({ path }) => file.startsWith(path));
  return fitting.sort((a, b) => b.path.length - a.path.length)[0]?.name;
}

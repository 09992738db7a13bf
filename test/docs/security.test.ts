import { existsSync, readFileSync } from 'node:fs';

const page = readFileSync('SECURITY.md', 'utf8');

it('names tests that exist, for every property', () => {
  const [, properties = ''] = page.split('the tests that verify them');
  const rows =
    properties
      .split('## ')[0]
      ?.match(/^\|.*\|$/gm)
      ?.slice(2) ?? [];
  expect(rows.length).toBeGreaterThan(10);
  for (const row of rows) expect(row).toMatch(/`test\/[\w/.-]+\.test\.ts`/);
  const named = [...page.matchAll(/`(test\/[^`]+)`/g)].map(([, path = '']) => path);
  expect(named.filter((path) => !existsSync(path))).toEqual([]);
});

it('is found from where one begins', () => {
  for (const start of ['README.md', 'CONTRIBUTING.md']) expect(readFileSync(start, 'utf8')).toContain('](SECURITY.md)');
});

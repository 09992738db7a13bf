import { readFileSync } from 'node:fs';

it('copies nothing into the image that .dockerignore keeps out', () => {
  const copied = [...readFileSync('Dockerfile', 'utf8').matchAll(/^COPY (?!--from)(.*) \S+$/gm)].flatMap(
    ([, sources = '']) => sources.split(' '),
  );
  const allowed = readFileSync('.dockerignore', 'utf8').match(/(?<=^!).+/gm) ?? [];
  expect(copied).toContain('src');
  expect(copied.filter((source) => !allowed.some((name) => `${source}/`.startsWith(`${name}/`)))).toEqual([]);
});

import { readFileSync } from 'node:fs';

interface Lock {
  readonly packages: Readonly<
    Record<string, { readonly engines?: { readonly node?: string }; readonly optional?: boolean }>
  >;
}

const { satisfies } = jest.requireActual<{ satisfies: (version: string, range: string) => boolean }>('semver');

/** Else npm warns of each of them. */
it('needs no package that the oldest supported Node cannot run', () => {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock;
  const [, oldest = ''] = />=([\d.]+)$/.exec(packages['']?.engines?.node ?? '') ?? [];
  const tooNew = Object.entries(packages)
    .filter(([, { engines, optional }]) => optional !== true && !satisfies(`${oldest}.0`, engines?.node ?? '*'))
    .map(([path, { engines }]) => `${path}: ${engines?.node ?? ''}`);
  expect(oldest).toMatch(/^\d+\.\d+$/);
  expect(tooNew).toEqual([]);
});

import { readFileSync } from 'node:fs';

interface Lock {
  readonly packages: Readonly<Record<string, { readonly name?: string; readonly hasInstallScript?: boolean }>>;
}

/** Else npm warns of each of them, and a later npm runs none without being told. */
it('runs no install script of a package', () => {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock;
  const { allowScripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { allowScripts: object };
  const withScripts = Object.entries(packages)
    .filter(([, { hasInstallScript }]) => hasInstallScript === true)
    .map(([path, { name }]) => name ?? path.replace(/^.*node_modules\//, ''));
  expect(withScripts).not.toEqual([]);
  expect(allowScripts).toEqual(Object.fromEntries(withScripts.map((name) => [name, false])));
});

import { readFileSync } from 'node:fs';

interface Package {
  readonly name?: string;
  readonly version?: string;
  readonly engines?: { readonly node?: string };
  readonly optional?: boolean;
  readonly hasInstallScript?: boolean;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}
type Packages = Readonly<Record<string, Package>>;

const { satisfies } = jest.requireActual<{
  satisfies: (version: string, range: string, options?: { includePrerelease: boolean }) => boolean;
}>('semver');

function packagesIn(lock: string): Packages {
  return (JSON.parse(readFileSync(lock, 'utf8')) as { packages: Packages }).packages;
}

/** Else npm warns of each of them. */
it('needs no package that the oldest supported Node cannot run', () => {
  const packages = packagesIn('package-lock.json');
  const [, oldest = ''] = />=([\d.]+)$/.exec(packages['']?.engines?.node ?? '') ?? [];
  const tooNew = Object.entries(packages)
    .filter(([, { engines, optional }]) => optional !== true && !satisfies(`${oldest}.0`, engines?.node ?? '*'))
    .map(([path, { engines }]) => `${path}: ${engines?.node ?? ''}`);
  expect(oldest).toMatch(/^\d+\.\d+$/);
  expect(tooNew).toEqual([]);
});

/** Else npm warns of each of them, and a later npm runs none without being told. */
it('runs no install script of a package', () => {
  const { allowScripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { allowScripts: object };
  const withScripts = Object.entries(packagesIn('package-lock.json'))
    .filter(([, { hasInstallScript }]) => hasInstallScript === true)
    .map(([path, { name }]) => name ?? path.replace(/^.*node_modules\//, ''));
  expect(withScripts).not.toEqual([]);
  expect(allowScripts).toEqual(Object.fromEntries(withScripts.map((name) => [name, false])));
});

it('tells those who install the gateway what it holds back itself', () => {
  const page = readFileSync('docs/embedding.md', 'utf8');
  const documented = JSON.parse(/^```json\n(.*?)^```$/ms.exec(page)?.[1] ?? '') as object;
  expect(Object.keys(documented)).toEqual(['overrides', 'allowScripts']);
  expect(JSON.parse(readFileSync('package.json', 'utf8'))).toMatchObject(documented);
});

/** Else the npm of Node 20 and 22 takes the lock file for outdated, and installs nothing: optional peers count. */
it.each(['package-lock.json', 'examples/money/package-lock.json', 'bench/gateways/package-lock.json'])(
  '%s has each peer, where it is there, in a version that is asked for',
  (lock) => {
    const packages = packagesIn(lock);
    const misfits = Object.entries(packages).flatMap(([path, { peerDependencies = {} }]) =>
      Object.entries(peerDependencies).flatMap(([name, range]) => {
        const peer = nearest(packages, path, name);
        const asked = range.replace(/^npm:@?[^@]+@/, '');
        const fits = peer?.version === undefined || satisfies(peer.version, asked, { includePrerelease: true });
        return fits ? [] : [`${path} asks for ${name} ${range}, and has ${peer.version ?? ''}`];
      }),
    );
    expect(misfits).toEqual([]);
  },
);

/** What a package at a path finds under a name, as Node looks for it. */
function nearest(packages: Packages, path: string, name: string): Package | undefined {
  const found = packages[`${path}${path === '' ? '' : '/'}node_modules/${name}`];
  if (found !== undefined || path === '') return found;
  return nearest(packages, path.slice(0, Math.max(0, path.lastIndexOf('/node_modules/'))), name);
}

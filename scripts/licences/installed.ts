import { existsSync, readFileSync } from 'node:fs';

export interface Installed {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string | { readonly type: string };
  readonly licenses?: readonly { readonly type: string }[];
}

/** Everything that is installed without development's packages, with the licences that the packages state. */
export function installedPackages(): readonly Installed[] {
  const { packages } = readJson('package-lock.json') as { packages: Record<string, { dev?: boolean }> };
  return (
    Object.entries(packages)
      .filter(([path, { dev }]) => path !== '' && dev !== true)
      .map(([path]) => `${path}/package.json`)
      // Those of other platforms are not.
      .filter((path) => existsSync(path))
      .map((path) => readJson(path) as Manifest)
      .map((manifest) => ({ name: manifest.name, version: manifest.version, licence: licenceOf(manifest) }))
  );
}

function licenceOf({ license, licenses = [] }: Manifest): string {
  if (typeof license === 'string') return license;
  return license?.type ?? licenses.map(({ type }) => type).join(' OR ');
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

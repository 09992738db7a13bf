import { existsSync, readFileSync } from 'node:fs';

interface Manifest {
  readonly name: string;
  readonly license?: string | { readonly type: string };
  readonly licenses?: readonly { readonly type: string }[];
}

const page = readFileSync('docs/licences.md', 'utf8');

/** The licences of everything that is installed without development's packages, by the names of the packages. */
function licencesInstalled(): ReadonlyMap<string, string> {
  const { packages } = readJson('package-lock.json') as { packages: Record<string, { dev?: boolean }> };
  const paths = Object.entries(packages)
    .filter(([path, { dev }]) => path !== '' && dev !== true)
    .map(([path]) => `${path}/package.json`)
    // Those of other platforms are not.
    .filter((path) => existsSync(path));
  return new Map(
    paths.map((path) => readJson(path) as Manifest).map((manifest) => [manifest.name, licenceOf(manifest)]),
  );
}

function licenceOf({ license, licenses = [] }: Manifest): string {
  if (typeof license === 'string') return license;
  return license?.type ?? licenses.map(({ type }) => type).join(' OR ');
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

const installed = [...licencesInstalled()];
const permissive = [...(/^`MIT`.*$/m.exec(page)?.[0] ?? '').matchAll(/`([^`]+)`/g)].map(([, licence = '']) => licence);

it('names every licence that allows everything, and no other', () => {
  const listed = [...page.matchAll(/^\| `([^`]+)` *\| `([^`]+)`/gm)].map(([, name, licence]) => [name, licence]);
  expect(installed.length).toBeGreaterThan(200);
  expect(listed).toEqual(installed.filter(([, licence]) => !permissive.includes(licence)));
});

it('names none that nothing is under', () => {
  const used = new Set(installed.map(([, licence]) => licence));
  expect(permissive.filter((licence) => !used.has(licence))).toEqual([]);
  expect(permissive).toContain('MIT');
});

it('takes none for harmless that is not known to be', () => {
  const known = ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD', 'BlueOak-1.0.0', 'Python-2.0'];
  const parts = permissive.flatMap((licence) => licence.replace(/[()]/g, '').split(' AND '));
  expect(parts.filter((part) => !known.includes(part))).toEqual([]);
});

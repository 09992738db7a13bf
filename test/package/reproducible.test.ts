import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Copied as well, since building takes most of the time; with `npm run soak:package` it is built in both folders. */
const BUILT = process.env.PACKAGE_FROM === 'sources' ? /^$/ : /(^|\/)dist$/;
const NO_SOURCES = /(^|\/)(\.git|node_modules|dist|coverage|\.build-[^/]*|\.xs2a-graphql-gateway)$/;

const scratch = mkdtempSync(join(tmpdir(), 'reproducible-'));

beforeAll(() => {
  if (!existsSync('dist/index.js')) throw new Error('dist is missing: run `npm run build` first.');
});

afterAll(() => {
  rmSync(scratch, { recursive: true });
});

/** Packs as npm does for whoever publishes, with the build and the bill of materials. @returns the package */
function pack(folder: string): Buffer {
  const args = ['pack', '--silent', '--pack-destination', scratch];
  const printed = execFileSync('npm', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const path = join(scratch, printed.trim().split('\n').at(-1) ?? '');
  const tarball = readFileSync(path);
  rmSync(path);
  return tarball;
}

it('packs the same sources into the same bytes, in another folder and at another time', () => {
  const other = join(scratch, 'another-name');
  // Copies have the time of the copy.
  cpSync('.', other, { recursive: true, filter: (path) => BUILT.test(path) || !NO_SOURCES.test(path) });
  symlinkSync(resolve('node_modules'), join(other, 'node_modules'));
  const [here, there] = [pack('.'), pack(other)];
  expect(here.equals(there)).toBe(true);
  expect(here.length).toBeGreaterThan(100_000);
});

it('lists what the package runs with, and nothing else', () => {
  const { metadata, components } = JSON.parse(readFileSync('sbom.cdx.json', 'utf8')) as {
    metadata: { component: { name: string } };
    components: readonly { purl: string; licenses?: readonly unknown[] }[];
  };
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Readonly<Record<string, { version?: string; dev?: boolean; link?: boolean }>>;
  };
  const installed = Object.entries(packages)
    .filter(([path, { dev, link }]) => path.includes('node_modules/') && dev !== true && link !== true)
    .map(([path, { version }]) => `pkg:npm/${path.replace(/^.*node_modules\//, '')}@${version ?? ''}`);
  expect(metadata.component.name).toBe('xs2a-graphql-gateway');
  expect(new Set(components.map(({ purl }) => decodeURIComponent(purl)))).toEqual(new Set(installed));
  expect(components.filter(({ licenses = [] }) => licenses.length === 0)).toEqual([]);
});

import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const SCRATCH = mkdtempSync(join(tmpdir(), 'reproducible-'));

const NO_SOURCES = /(^|\/)(\.git|node_modules|dist|coverage|\.build-[^/]*|\.xs2a-graphql-gateway)$/;

afterAll(() => {
  rmSync(SCRATCH, { recursive: true });
});

/** Packs as npm does for whoever publishes, the build included. @returns the package */
function pack(folder: string, into: string): Buffer {
  const args = ['pack', '--silent', '--pack-destination', into];
  const printed = execFileSync('npm', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const name = printed.trim().split('\n').at(-1) ?? '';
  const tarball = readFileSync(join(into, name));
  rmSync(join(into, name));
  return tarball;
}

it('packs the same sources into the same bytes, in another folder and at another time', () => {
  const other = join(SCRATCH, 'another-name');
  // Copies have the time of the copy.
  cpSync('.', other, { recursive: true, filter: (path) => !NO_SOURCES.test(path) });
  symlinkSync(resolve('node_modules'), join(other, 'node_modules'));
  const [here, there] = [pack('.', SCRATCH), pack(other, SCRATCH)];
  expect(here.equals(there)).toBe(true);
  expect(here.length).toBeGreaterThan(100_000);
});

it('lists what the package runs with', () => {
  const { metadata, components } = JSON.parse(readFileSync('sbom.cdx.json', 'utf8')) as {
    metadata: { component: { name: string } };
    components: readonly { name: string; version: string; purl: string; licenses?: unknown[] }[];
  };
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: Record<string, string> };
  expect(metadata.component.name).toBe('xs2a-graphql-gateway');
  const purls = components.map(({ purl }) => decodeURIComponent(purl));
  const direct = Object.entries(manifest.dependencies).map(([name, version]) => `pkg:npm/${name}@${version}`);
  expect(purls).toEqual(expect.arrayContaining(direct));
  expect(purls.filter((purl) => /\/(jest|eslint|typescript)@/.test(purl))).toEqual([]);
});

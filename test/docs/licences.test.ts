import { readFileSync } from 'node:fs';
import { installedPackages } from '../../scripts/licences/installed.js';

const page = readFileSync('docs/licences.md', 'utf8');

/** By the names of the packages. */
const installed = [...new Map(installedPackages().map(({ name, licence }) => [name, licence]))];
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

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, normalize } from 'node:path';

interface Link {
  readonly page: string;
  /** From the root of the repository. */
  readonly file: string;
  readonly anchor: string | undefined;
}

const docs = readdirSync('docs')
  .filter((name) => name.endsWith('.md'))
  .map((name) => `docs/${name}`);
const examples = readdirSync('examples')
  // Hidden ones are copies that other tests work on meanwhile.
  .filter((name) => !name.startsWith('.'))
  .map((name) => `examples/${name}/README.md`);
const pages = [
  ...docs,
  ...examples,
  'README.md',
  'SECURITY.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'bench/gateways/README.md',
];

const { files } = JSON.parse(readFileSync('package.json', 'utf8')) as { files: readonly string[] };
/** npm packs the first two whatever `files` says. */
const packed = ['README.md', 'LICENSE', ...files.filter((name) => !name.startsWith('!'))];
const isPacked = (file: string) => packed.some((name) => file === name || file.startsWith(`${name}/`));

function linksOf(page: string): readonly Link[] {
  const text = readFileSync(page, 'utf8').replaceAll(/^```.*?^```$/gms, '');
  return [...text.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)].map(([, path = '', anchor]) => ({
    page,
    file: path === '' ? page : normalize(`${dirname(page)}/${path}`),
    anchor,
  }));
}

/** The anchors that GitHub gives to the headings of a page. */
function anchorsOf(file: string): readonly string[] {
  const text = readFileSync(file, 'utf8').replaceAll(/^```.*?^```$/gms, '');
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

it.each(pages)('%s links to files and headings that exist', (page) => {
  const broken = linksOf(page).filter(
    ({ file, anchor }) => !existsSync(file) || (anchor !== undefined && !anchorsOf(file).includes(anchor)),
  );
  expect(broken).toEqual([]);
});

it.each(pages.filter(isPacked))('%s, which is packed, links to nothing that is not', (page) => {
  expect(linksOf(page).filter(({ file }) => !isPacked(file))).toEqual([]);
});

it('has an index of every page of docs, which the README links', () => {
  const listed = linksOf('docs/README.md').map(({ file }) => file);
  expect(docs.filter((page) => page !== 'docs/README.md' && !listed.includes(page))).toEqual([]);
  expect(linksOf('README.md').map(({ file }) => file)).toContain('docs/README.md');
});

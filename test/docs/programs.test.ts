import { readFileSync } from 'node:fs';

interface Excerpt {
  readonly page: string;
  readonly line: number;
  readonly language: string;
  readonly file: string;
  readonly code: string;
}

/** Pages whose programs are files that other tests run: the language of a block is followed by its file. */
const PAGES = ['docs/clients.md', 'docs/federation.md'];
/** The client's own section, which test/package runs. */
const OWN = /^## TypeScript$.*?(?=^## )/ms;

const excerpts = PAGES.flatMap((page): readonly Excerpt[] => {
  const text = readFileSync(page, 'utf8').replace(OWN, (section) => section.replaceAll(/[^\n]/g, ''));
  return [...text.matchAll(/^```(\S+) ?(\S*)\n(.*?)^```$/gms)].map(
    ({ index, 1: language = '', 2: file = '', 3: code = '' }) => ({
      page,
      line: text.slice(0, index).split('\n').length,
      language,
      file,
      code,
    }),
  );
}).filter(({ language, file }) => file !== '' || ['ts', 'js'].includes(language));

/** Without the indentation, which an excerpt may not share. */
function linesOf(text: string): string {
  return `\n${text.replaceAll(/^ +/gm, '').trim()}\n`;
}

it('finds excerpts of programs', () => {
  expect(excerpts.length).toBeGreaterThan(8);
});

it.each(excerpts)('$page:$line says what is in $file', ({ file, code }) => {
  expect(file).not.toBe('');
  expect(linesOf(readFileSync(file, 'utf8'))).toContain(linesOf(code));
});

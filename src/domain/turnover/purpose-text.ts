import { collapseWhitespace } from './text.js';

/** SEPA's and SWIFT's lines have 27 letters, those of the older German forms 35. */
const WIDTHS: ReadonlySet<number> = new Set([27, 35]);

/** The SEPA marks, which begin a line of their own wherever they stand. */
const MARK = /^(?:EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|IBAN|BIC|PURP)[+:]/;

/** Whether lines may have been cut in the middle of a word. */
export function hasCutLine(lines: readonly string[]): boolean {
  return lines.some((line, index) => WIDTHS.has(line.length) && index < lines.length - 1);
}

/**
 * The lines of a purpose as one text. Banks cut at fixed widths, in the middle of words: a line that is exactly as wide as such
 * a form is joined to the next one without a space, every other with one.
 */
export function purposeText(lines: readonly string[]): string {
  let text = '';
  for (const [index, line] of lines.entries()) {
    const isCut = index > 0 && WIDTHS.has(lines[index - 1]?.length ?? 0) && !MARK.test(line);
    text += index === 0 || isCut ? line : ` ${line}`;
  }
  return collapseWhitespace(text);
}

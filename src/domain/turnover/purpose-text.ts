import { collapseWhitespace } from './text.js';

/** Line widths: 27 characters in SEPA and SWIFT, 35 in the older German forms. */
const WIDTHS: ReadonlySet<number> = new Set([27, 35]);

/** SEPA tags always begin a line. */
const MARK = /^(?:EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|IBAN|BIC|PURP)[+:]/;

/** Whether lines may have been cut in the middle of a word. */
export function hasCutLine(lines: readonly string[]): boolean {
  return lines.some((line, index) => WIDTHS.has(line.length) && index < lines.length - 1);
}

/**
 * The lines of a purpose as one text. Banks cut lines at fixed widths, also within words: a line of exactly such a width is
 * joined to the next one without a space, any other with a space.
 */
export function purposeText(lines: readonly string[]): string {
  let text = '';
  for (const [index, line] of lines.entries()) {
    const isCut = index > 0 && WIDTHS.has(lines[index - 1]?.length ?? 0) && !MARK.test(line);
    text += index === 0 || isCut ? line : ` ${line}`;
  }
  return collapseWhitespace(text);
}

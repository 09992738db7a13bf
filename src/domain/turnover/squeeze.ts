/** Almost no text needs squeezing, and looking is cheaper. */
const LOOSE = /^\s|\s\s|[^\S ]|\s$/;

/** The text with one space wherever it has white space, and none around it. */
export function squeeze(text: string): string {
  return LOOSE.test(text) ? text.replace(/\s+/g, ' ').trim() : text;
}

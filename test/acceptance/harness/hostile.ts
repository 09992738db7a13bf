/** Texts that have no business in an upstream path, and what would betray each of them there. */
export const hostileTexts: readonly string[] = [
  '..',
  '../users',
  '..%2f..%2fusers',
  '%2e%2e',
  '..\\users',
  'a/../../users',
  'a\u0000b',
  'a?x=1',
  'a#b',
  'http://example.com/x',
  'ü',
  '\r\nX-Injected: 1',
  '__proto__',
  'constructor.prototype',
  'x'.repeat(20_000),
  '',
];

/** What an honest request line of the server may be made of. */
const HONEST_SEGMENT = /^[A-Za-z0-9_-]{1,64}$/;

export function isHonestPath(path: string): boolean {
  const segments = path.split('/').slice(1);
  return segments.every((segment) => HONEST_SEGMENT.test(segment) && segment !== '__proto__');
}

/** The text as it is, in base64url, and in the place of an own id inside each of the given ids. */
export function disguises(text: string, ids: readonly { readonly id: string; readonly xs2aId: string }[]): string[] {
  const inside = ids.map(({ id, xs2aId }) => {
    const form = Buffer.from(id, 'base64url').toString('latin1');
    return encode(form.split(xs2aId).join(text));
  });
  return [text, encode(text), ...inside];
}

function encode(text: string): string {
  return Buffer.from(text, 'latin1').toString('base64url');
}

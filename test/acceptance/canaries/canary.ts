/** A text that must never be seen, and a name to tell of it without repeating it. */
export interface Canary {
  readonly name: string;
  readonly value: string;
}

/** Shorter ones are found anywhere by chance. */
const SHORTEST = 8;

/** Where canaries are seen in a text, by their names and by the form in which they are there. */
export function sightings(text: string, canaries: readonly Canary[]): string[] {
  return canaries.flatMap(({ name, value }) => {
    if (value.length < SHORTEST) throw new Error(`The canary ${name} is too short.`);
    const form = formsOf(value).find((candidate) => text.includes(candidate.text));
    return form === undefined ? [] : [`${name} (${form.how}): ${around(text, form.text)}`];
  });
}

/** Everything that a program makes of a text without meaning to hide it. */
function formsOf(value: string): { how: string; text: string }[] {
  const bytes = Buffer.from(value, 'utf8');
  const forms: [string, string][] = [
    ['as it is', value],
    ['as JSON', JSON.stringify(value).slice(1, -1)],
    ['as JSON within JSON', JSON.stringify(JSON.stringify(value).slice(1, -1)).slice(1, -1)],
    ['URL-encoded', encodeURIComponent(value)],
    ['URL-encoded, in small letters', encodeURIComponent(value).replace(/%../g, (code) => code.toLowerCase())],
    ['as a form', new URLSearchParams({ '': value }).toString().slice(1)],
    ['in hex', bytes.toString('hex')],
    ['in HEX', bytes.toString('hex').toUpperCase()],
    ['in HTML', value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;')],
    ...[0, 1, 2].flatMap((offset): [string, string][] => [
      ['in base64', inBase64(bytes, offset, 'base64')],
      ['in base64url', inBase64(bytes, offset, 'base64url')],
    ]),
  ];
  return forms.map(([how, text]) => ({ how, text }));
}

/** What of the encoded bytes is the same whatever stands before and behind them; the offset is where in a group of three they begin. */
function inBase64(bytes: Buffer, offset: number, encoding: 'base64' | 'base64url'): string {
  const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
    .toString(encoding)
    .replace(/=+$/, '');
  const untouched = Math.floor(((offset + bytes.length) * 8) / 6);
  return encoded.slice(Math.ceil((offset * 8) / 6), untouched);
}

function around(text: string, found: string): string {
  const at = text.indexOf(found);
  return text.slice(Math.max(0, at - 80), at + found.length + 40);
}

import { EventParser, type StreamEvent } from '../../client/src/event-stream.js';
import { Random, SEED } from '../support/random.js';

const STREAM = [
  ': a comment',
  '',
  'event: next',
  'data: {"name":',
  'data:  "Müller: 1",',
  'data:"b":1}',
  'id: 7',
  '',
  'retry: 250',
  'retry: soon',
  '',
  'event:next',
  'data: two',
  '',
  '',
  'event: complete',
  'data',
  '',
  'event: next',
  'data: cut off',
];

const EVENTS: readonly StreamEvent[] = [
  { name: 'next', data: '{"name":\n "Müller: 1",\n"b":1}' },
  { name: 'next', data: 'two' },
  { name: 'complete', data: '' },
];

/** What the parser makes of a stream that arrives in these pieces. */
function eventsOf(pieces: readonly string[]): { readonly events: StreamEvent[]; readonly retryMs: number | undefined } {
  const parser = new EventParser();
  const events = pieces.flatMap((piece) => parser.push(piece));
  return { events, retryMs: parser.retryMs };
}

const ENDS = [
  ['LF', '\n'],
  ['CRLF', '\r\n'],
  ['CR', '\r'],
];

it.each(ENDS)('reads lines that end with %s, wherever the pieces end', (_, end = '') => {
  const text = STREAM.join(end);
  for (let at = 0; at <= text.length; at++) {
    expect(eventsOf([text.slice(0, at), text.slice(at)])).toEqual({ events: EVENTS, retryMs: 250 });
  }
});

it(`reads any mixture of ends in any pieces (SEED=${SEED})`, () => {
  const random = new Random(SEED);
  for (let nth = 0; nth < 300; nth++) {
    const lines = STREAM.map((line) => `${line}${ENDS[random.below(3)]?.[1] ?? ''}`);
    // A lone CR before an empty line that ends with LF is one end of a line.
    const text = lines.join('').replaceAll('\r\n', '\n').replaceAll('\r', '\r\n');
    const pieces: string[] = [];
    for (let at = 0; at < text.length;) {
      const length = random.below(7);
      pieces.push(text.slice(at, at + length));
      at += length;
    }
    expect(eventsOf(pieces).retryMs).toBe(250);
    expect(eventsOf(pieces).events).toEqual(eventsOf([text]).events);
  }
});

it.each([
  ['one line', (size: number) => ['data: ', ...Array<string>(size).fill('x')]],
  ['many lines', (size: number) => Array<string>(size).fill('data: x\n')],
])('refuses an event of %s that has no end', (_, piecesOf) => {
  const push = (size: number) => {
    const parser = new EventParser(1_000);
    for (const piece of piecesOf(size)) parser.push(piece);
  };
  push(400);
  expect(() => {
    push(2_000);
  }).toThrow(expect.objectContaining({ code: 'UNEXPECTED_ANSWER' }) as Error);
});

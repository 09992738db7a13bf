import { runInNewContext } from 'node:vm';
import * as fc from 'fast-check';
import { plainTextOf, toRichText } from '../../src/datasources/wizard/wizard-text.mapper.js';

const kinds = (value: unknown) => toRichText(value)?.parts.map(({ kind, text }) => `${kind} ${text}`);

test.each([
  ['Nur Text', ['TEXT Nur Text']],
  ['[Fett|bold]', ['BOLD Fett']],
  ['a [b|italic] c', ['TEXT a ', 'ITALIC b', 'TEXT  c']],
  [
    'a[br]b<br>c<br/>d<br />e',
    [
      'TEXT a',
      'LINE_BREAK \n',
      'TEXT b',
      'LINE_BREAK \n',
      'TEXT c',
      'LINE_BREAK \n',
      'TEXT d',
      'LINE_BREAK \n',
      'TEXT e',
    ],
  ],
  ['[BR][x|BOLD]', ['LINE_BREAK \n', 'BOLD x']],
  ['a &middot; [b &middot;|bold]', ['TEXT a · ', 'BOLD b ·']],
  ['TAN [6 Ziffern] [a|b] [a||bold] [', ['TEXT TAN [6 Ziffern] [a|b] [a||bold] [']],
  ['[[x|bold]|italic]', ['TEXT [', 'BOLD x', 'TEXT |italic]']],
  ['a [b|popup::https://c.example] d', ['TEXT a b d']],
  ['[|bold]x', ['TEXT x']],
])('%j', (marked, parts) => {
  expect(kinds(marked)).toEqual(parts);
});

test.each([undefined, null, '', '  ', '[br]', '[|bold]', {}, []])('there is no text in %j', (value) => {
  expect([toRichText(value), plainTextOf(value)]).toEqual([null, null]);
});

test('a consent has its links', () => {
  const text = 'Ich stimme den [AGB|link::https://a.example/agb?x=1&y=2#z] und [allem|dialog:: https://b.example ] zu.';
  expect(toRichText(text)).toEqual({
    plain: 'Ich stimme den AGB und allem zu.',
    parts: [
      { kind: 'TEXT', text: 'Ich stimme den ', url: null, values: null },
      { kind: 'LINK', text: 'AGB', url: 'https://a.example/agb?x=1&y=2#z', values: null },
      { kind: 'TEXT', text: ' und ', url: null, values: null },
      { kind: 'DIALOG', text: 'allem', url: 'https://b.example/', values: null },
      { kind: 'TEXT', text: ' zu.', url: null, values: null },
    ],
  });
});

test.each([
  'http://a.example',
  'javascript:alert(1)',
  'JavaScript:alert(1)',
  'data:text/html,x',
  '//a.example',
  '/relative',
  'https://bank.example@a.example',
  'https://',
  '',
])('what leads to %j is text', (url) => {
  expect(toRichText(`a [b|link::${url}] c`)?.parts).toEqual([{ kind: 'TEXT', text: 'a b c', url: null, values: null }]);
});

test('what submits itself says what', () => {
  expect(toRichText('[Weiter|autosubmit::method=sms&text=a+b%26c&method=app]')?.parts).toEqual([
    {
      kind: 'AUTOSUBMIT',
      text: 'Weiter',
      url: null,
      values: [
        { __typename: 'WizardHiddenField', type: 'hidden', name: 'method', value: 'app' },
        { __typename: 'WizardHiddenField', type: 'hidden', name: 'text', value: 'a b&c' },
      ],
    },
  ]);
});

test.each(['', 'key=another', 'action=abort&key=x', '=y'])('nothing submits itself with %j', (argument) => {
  expect(kinds(`[x|autosubmit::${argument}]`)).toEqual(['TEXT x']);
});

test('no text is lost, whatever it is made of', () => {
  const piece = fc.oneof(
    fc.constantFrom('[', ']', '|', '::', 'bold', 'link', 'br', '<br>', '&middot;', 'https://a.b', 'x '),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const text = pieces.join('');
      const rich = toRichText(text);
      expect(rich?.plain ?? '').toBe(rich?.parts.map((part) => part.text).join('') ?? '');
      if (!/[[<&]/.test(text)) expect(plainTextOf(text) ?? '').toBe(text.trim() === '' ? '' : text);
      for (const { kind, url } of rich?.parts ?? []) {
        expect(url?.startsWith('https://') ?? false).toBe(kind === 'LINK' || kind === 'DIALOG');
      }
    }),
  );
});

test('a long text of open brackets is read at once', () => {
  for (const text of [
    '['.repeat(200_000),
    '[a|'.repeat(100_000),
    `[${'a'.repeat(400_000)}`,
    '[a|link::'.repeat(50_000),
  ]) {
    // A net: what looks at the rest of the text at each bracket takes minutes, and cannot be interrupted otherwise.
    expect(runInNewContext('plainTextOf(text)', { plainTextOf, text }, { timeout: 20_000 })).toBe(text);
  }
});

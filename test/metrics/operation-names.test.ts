import { OperationNames } from '../../src/metrics/operation-names.js';

const CALLER = 'bankUser';

it('knows operations by their names, and those without one', () => {
  const names = new OperationNames();
  expect(names.labelOf({ name: 'Overview', caller: CALLER })).toBe('Overview');
  expect(names.labelOf({ name: undefined, caller: CALLER })).toBe('unnamed');
});

it('keeps 200 names', () => {
  const names = new OperationNames();
  const given = Array.from({ length: 500 }, (_, index) => names.labelOf({ name: `Q${index}`, caller: CALLER }));
  expect(new Set(given).size).toBe(201);
  expect(given.at(-1)).toBe('other');
  expect(names.labelOf({ name: 'Q0', caller: CALLER })).toBe('Q0');
});

it('learns no name from callers without a token', () => {
  const names = new OperationNames();
  expect(names.labelOf({ name: 'Overview', caller: 'anonymous' })).toBe('other');
  names.labelOf({ name: 'Overview', caller: 'service' });
  expect(names.labelOf({ name: 'Overview', caller: 'anonymous' })).toBe('Overview');
});

it.each(['DE89370400440532013000', 'user_48215', 'a b', 'x'.repeat(65), '', '7th', 'Übersicht', 'a\nb 1'])(
  'takes %j for no name',
  (name) => {
    expect(new OperationNames().labelOf({ name, caller: CALLER })).toBe('other');
  },
);

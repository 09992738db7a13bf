import fc from 'fast-check';
import { JsonScalar } from '../../../src/schema/scalars/json.scalar.js';
import { literal, variable } from './through-graphql.js';

test('answers any JSON as it is', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JsonScalar.serialize(value)).toBe(value);
    }),
  );
});

test.each([[undefined], [() => 1], [Symbol('x')], [1n], [{ deep: [undefined] }]])(
  'answers nothing that is not JSON: %p',
  (value) => {
    expect(() => JsonScalar.serialize(value)).toThrow('A value of the gateway is not valid JSON.');
  },
);

test.each([[NaN], [Infinity], [[{ deep: [-Infinity] }]]])('answers no number that JSON has not: %p', (value) => {
  expect(() => JsonScalar.serialize(value)).toThrow('The banking API is not available.');
});

test('can be read as literal and as variable', async () => {
  const value = { list: [1, 'two', null, true] };
  expect(await literal(JsonScalar, '{ list: [1, "two", null, true] }')).toEqual({ value });
  expect(await variable(JsonScalar, value)).toEqual({ value });
});

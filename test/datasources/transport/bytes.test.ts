import fc from 'fast-check';
import { decode } from '../../../src/datasources/xs2a/http/bytes.js';

const texts = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('ü', '€', '😀', '\ufeff'));
const pieces = fc.oneof(
  texts.map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 5 }).map((bytes) => Buffer.from(bytes)),
);

it('decodes any bytes as toString does, valid or not', () => {
  fc.assert(
    fc.property(fc.array(pieces), (all) => {
      const bytes = Buffer.concat(all);
      expect(decode(bytes)).toBe(bytes.toString('utf8'));
    }),
    { numRuns: 2_000 },
  );
});

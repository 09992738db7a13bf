import fc from 'fast-check';
import { toNoisyNumber, toNumber } from '../../src/testbank/quirks.js';
import { flag } from '../../src/testbank/quirks.js';
import { timeStamp } from '../../src/testbank/quirks.js';

const records = Array.from({ length: 200 }, (_, index) => `record ${index}`);

describe('the forms that values arrive in', () => {
  it('writes booleans in all three ways, always the same for one record', () => {
    expect(new Set(records.map((record) => flag(true, record, 'new')))).toEqual(new Set([true, 1, '1']));
    expect(new Set(records.map((record) => flag(false, record, 'new')))).toEqual(new Set([false, 0, '0']));
    for (const record of records) expect(flag(true, record, 'new')).toBe(flag(true, record, 'new'));
  });

  it('writes some amounts as floats are, never another cent', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e11, max: 1e11 }), fc.string(), (minor, record) => {
        expect(Math.round(toNoisyNumber(minor, 'EUR', record) * 100)).toBe(minor);
      }),
    );
    expect(records.filter((record) => toNoisyNumber(3010, 'EUR', record) !== 30.1).length).toBeGreaterThan(20);
  });

  it('knows that yen have no cents', () => {
    expect(toNumber(1234, 'JPY')).toBe(1234);
    expect(toNumber(1234, 'CHF')).toBe(12.34);
  });

  it('writes some times with an offset, and none as nothing', () => {
    const time = new Date('2026-07-15T10:30:00Z');
    expect(new Set(records.map((record) => timeStamp(time, record)))).toEqual(
      new Set(['2026-07-15 12:30:00', '2026-07-15T12:30:00+02:00']),
    );
    expect(timeStamp(undefined, 'record')).toBe('');
  });
});

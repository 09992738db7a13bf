import fc from 'fast-check';
import { Forms, toNoisyNumber, toNumber, variants } from '../../src/testbank/quirks.js';

const records = Array.from({ length: 200 }, (_, index) => `record ${index}`);

describe('the forms that values arrive in', () => {
  const usual = new Forms([]);
  const odd = new Forms(variants);

  it('are the usual ones unless others are switched on', () => {
    const time = new Date('2026-07-15T10:30:00Z');
    for (const record of records) {
      expect([usual.flag(true, record, 'new'), usual.flag(false, record, 'new')]).toEqual([true, false]);
      expect(usual.currency('EUR', record)).toEqual({ currency: 'EUR', currency_id: 'EUR' });
      expect(usual.timeStamp(time, record)).toBe('2026-07-15 12:30:00');
    }
    expect(usual.tabs({ A: 'One' })).toEqual({ A: 'One' });
  });

  it('writes currencies under one of their names, and tabs as a list', () => {
    const names = ['a', 'b'].map((record) => Object.keys(odd.currency('EUR', record)).join());
    expect(names.sort()).toEqual(['currency', 'currency_id']);
    expect([odd.tabs({ A: 'One' }), odd.selectedTab({ A: 'One' }, 'A')]).toEqual([['One'], 'One']);
  });

  it('writes booleans in all three ways, always the same for one record', () => {
    expect(new Set(records.map((record) => odd.flag(true, record, 'new')))).toEqual(new Set([true, 1, '1']));
    expect(new Set(records.map((record) => odd.flag(false, record, 'new')))).toEqual(new Set([false, 0, '0']));
    for (const record of records) expect(odd.flag(true, record, 'new')).toBe(odd.flag(true, record, 'new'));
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
    expect(new Set(records.map((record) => odd.timeStamp(time, record)))).toEqual(
      new Set(['2026-07-15 12:30:00', '2026-07-15T12:30:00+02:00']),
    );
    expect(odd.timeStamp(undefined, 'record')).toBe('');
  });
});

import fc from 'fast-check';
import { berlinDate, berlinIso, berlinTime, fromBerlin } from '../../src/testbank/calendar.js';

const seconds = fc
  .integer({ min: Date.parse('2000-01-01T00:00:00Z') / 1000, max: Date.parse('2100-01-01T00:00:00Z') / 1000 })
  .map((second) => new Date(second * 1000));

describe('German local time', () => {
  it.each([
    ['in winter', '2026-01-15T11:30:00Z', '2026-01-15 12:30:00'],
    ['in summer', '2026-07-15T10:30:00Z', '2026-07-15 12:30:00'],
    ['after midnight', '2026-12-31T23:00:00Z', '2027-01-01 00:00:00'],
  ])('is an hour or two before UTC %s', (_when, utc, local) => {
    expect(berlinTime(new Date(utc))).toBe(local);
    expect(fromBerlin(local)).toEqual(new Date(utc));
    expect(berlinDate(new Date(utc))).toBe(local.slice(0, 10));
  });

  it('reads the hour that October repeats as the first one', () => {
    expect(fromBerlin('2026-10-25 02:30:00')).toEqual(new Date('2026-10-25T00:30:00Z'));
  });

  it('moves the hour that March leaves out forward', () => {
    expect(fromBerlin('2026-03-29 02:30:00')).toEqual(new Date('2026-03-29T01:30:00Z'));
  });

  it('writes ISO 8601 with the offset of the time', () => {
    expect(berlinIso(new Date('2026-07-15T10:30:00Z'))).toBe('2026-07-15T12:30:00+02:00');
    expect(berlinIso(new Date('2026-01-15T11:30:00Z'))).toBe('2026-01-15T12:30:00+01:00');
  });

  it('reads back what it wrote, but for the repeated hour', () => {
    fc.assert(
      fc.property(seconds, (time) => {
        const back = fromBerlin(berlinTime(time));
        expect(new Date(berlinIso(time))).toEqual(time);
        expect([0, 3_600_000]).toContain(time.getTime() - (back?.getTime() ?? 0));
      }),
    );
  });

  it.each(['', '2026-13-01 00:00:00', '2026-02-30 00:00:00', '2026-01-01 24:00:00', '2026-01-01T00:00:00', 'now'])(
    'does not read %j',
    (text) => {
      expect(fromBerlin(text)).toBeUndefined();
    },
  );
});

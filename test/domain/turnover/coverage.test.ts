import { addDays } from '../../../src/domain/berlin-time.js';
import { possibleGaps } from '../../../src/domain/turnover/coverage.js';

const TODAY = '2026-06-30';
const ago = (days: number) => addDays(TODAY, -days);
/** @param days ago, of the entries */
const gapsOf = (days: readonly number[], first: number | null, last: number | null) =>
  possibleGaps(days.map(ago), {
    first: first === null ? null : ago(first),
    last: last === null ? null : ago(last),
    today: TODAY,
  });

describe('possible gaps', () => {
  it('are none while entries come', () => {
    expect(gapsOf([1, 20, 50, 80, 110], 200, 0)).toEqual([]);
  });

  it('are times without an entry that no known sync reached', () => {
    expect(gapsOf([1, 80, 150, 160], 300, 0)).toEqual([{ from: ago(149), to: ago(81) }]);
  });

  it('are longer than 31 days', () => {
    expect(gapsOf([1, 70, 102], 300, 0)).toEqual([]);
    expect(gapsOf([1, 70, 103], 300, 0)).toEqual([{ from: ago(102), to: ago(71) }]);
  });

  it('end where the last sync looked back to', () => {
    expect(gapsOf([1, 120], 300, 0)).toEqual([{ from: ago(119), to: ago(61) }]);
    expect(gapsOf([120], 300, 0)).toEqual([{ from: ago(119), to: ago(61) }]);
    expect(gapsOf([1, 90], 300, 0)).toEqual([]);
  });

  it('begin with the first sync, which read what was before at once', () => {
    expect(gapsOf([1, 200], 130, 0)).toEqual([{ from: ago(130), to: ago(61) }]);
    expect(gapsOf([1, 200], 90, 0)).toEqual([]);
    expect(gapsOf([1, 200], null, 0)).toEqual([{ from: ago(199), to: ago(61) }]);
  });

  it('are what the next sync will not reach any more', () => {
    expect(gapsOf([70, 90], 300, 60)).toEqual([]);
    expect(gapsOf([70, 90], 300, 61)).toEqual([{ from: ago(61), to: ago(61) }]);
    expect(gapsOf([], null, 100)).toEqual([{ from: ago(100), to: ago(61) }]);
  });

  it('lie between entries where nothing is known of syncs', () => {
    expect(gapsOf([300, 400], null, null)).toEqual([{ from: ago(399), to: ago(301) }]);
    expect(gapsOf([], null, null)).toEqual([]);
  });
});

import { hash } from '../random.js';
import { berlinIso, berlinTime } from '../time/berlin.js';

/** A date-time of XS2A: German local time, and for one record in six ISO 8601 with an offset. `""` for none. */
export function timeStamp(time: Date | undefined, record: string): string {
  if (time === undefined) return '';
  return hash(`${record}.time`) % 6 === 0 ? berlinIso(time) : berlinTime(time);
}

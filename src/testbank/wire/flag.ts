import { hash } from '../random.js';

export type Flag = boolean | 0 | 1 | '0' | '1';

/**
 * A boolean in one of the forms that XS2A uses (published by the vendor's Java SDK, which reads all of them).
 * The form belongs to the record and the member: it does not change from answer to answer.
 */
export function flag(value: boolean, record: string, member: string): Flag {
  switch (hash(`${record}.${member}`) % 4) {
    case 0:
      return value ? 1 : 0;
    case 1:
      return value ? '1' : '0';
    default:
      return value;
  }
}

import type { Bank } from '../schema/bank.type.js';
import { booleanOf, countryOf, recordOf, textOf, textsOf } from './xs2a/lenient.js';

/** The product with which the gateway reads bank data (published by the vendor's SDKs). */
export const PRODUCT = 'xs2a_api';

/** Null when the row has neither a code nor a display name. */
export function toBank(row: unknown): Bank | null {
  const record = recordOf(row);
  const bankCode = textOf(record?.bank_code);
  const name = textOf(record?.name) ?? textOf(record?.short_name);
  if (record === null || bankCode === null || name === null) return null;
  return {
    bankCode,
    bic: textOf(record.bic),
    name,
    city: textOf(record.city),
    country: countryOf(record.country_id),
    supported: booleanOf(record.xs2a_supported) ?? textsOf(record.xs2a_products).includes(PRODUCT),
    testMode: booleanOf(record.testmode) ?? false,
  };
}

import { countryIds } from '../bank/bank.js';
import { invalid } from '../http/api-error.js';
import type { Fields } from '../http/body.js';
import { optionalCount, optionalWord } from '../http/field.js';
import { languages } from '../wizard/language.js';
import type { BankConnectionRequest } from './bank-connection.js';

/** Reads BankConnectionRequest. Nothing in it is required; x-unsure which mode stands for none given: full here. */
export function readConnectionRequest(fields: Fields): BankConnectionRequest {
  const days = optionalCount(fields, 'days');
  const limitDays = optionalCount(fields, 'limit_days');
  const country = optionalWord(fields, 'country_id', countryIds);
  const bic = optionalText(fields, 'bic');
  optionalText(fields, 'fints_product_id');
  return {
    syncMode: optionalWord(fields, 'sync_mode', ['full', 'shared', 'none']) ?? 'full',
    accountSelection: optionalWord(fields, 'account_selection', ['all', 'multi', 'single']) ?? 'all',
    language: optionalWord(fields, 'language', languages) ?? 'de',
    ...(bic !== undefined && { bic }),
    ...(country !== undefined && { country }),
    ...(days !== undefined && { days }),
    ...(limitDays !== undefined && { limitDays }),
  };
}

function optionalText(fields: Fields, name: string): string | undefined {
  const value = fields[name] ?? undefined;
  if (value !== undefined && typeof value !== 'string') throw invalid(name, 'must be a string.');
  return value === '' ? undefined : value;
}

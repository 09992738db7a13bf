import type { CreateBankConnectionInput } from '../schema/mutations/create-bank-connection.input.js';
import type { CreateBankUserInput } from '../schema/mutations/create-bank-user.input.js';
import { UpstreamError } from '../datasources/xs2a/upstream-error.js';
import { invalidInputError } from '../schema/user-error.js';
import type { InvalidField, InvalidInputError } from '../schema/user-error.type.js';

/** Validates an input field by field. The messages are constants that never repeat input. */
export function faultsOfNewBankUser({ name, email }: CreateBankUserInput): InvalidField[] {
  return [
    ...faultUnless(
      name.trim() !== '' && name.length <= 255 && isPrintable(name),
      'name',
      'Between 1 and 255 characters.',
    ),
    ...faultUnless(
      email.length <= 254 && isPrintable(email) && /^[^\s@]+@[^\s@]+$/.test(email),
      'email',
      'Not an e-mail address.',
    ),
  ];
}

export function faultsOfNewConnection(input: CreateBankConnectionInput): InvalidField[] {
  const { bic, historyDays, limitDays, fintsProductId } = input;
  return [
    ...faultUnless(
      bic == null || /^[A-Z0-9]{8}([A-Z0-9]{3})?$/i.test(bic),
      'bic',
      'A BIC has 8 or 11 letters and digits.',
    ),
    ...faultUnless(areDays(historyDays), 'historyDays', DAYS_RULE),
    ...faultUnless(areDays(limitDays), 'limitDays', DAYS_RULE),
    ...faultUnless(
      fintsProductId == null || /^[\x21-\x7e]{1,64}$/.test(fintsProductId),
      'fintsProductId',
      'A FinTS product id has 1 to 64 visible ASCII characters.',
    ),
  ];
}

/** XS2A's names of the fields of an input. */
type UpstreamNames = Readonly<Record<string, string>>;

export const NEW_BANK_USER: UpstreamNames = { name: 'name', email: 'email' };
export const NEW_CONNECTION: UpstreamNames = {
  sync_mode: 'syncMode',
  bic: 'bic',
  country_id: 'country',
  days: 'historyDays',
  limit_days: 'limitDays',
  account_selection: 'accountSelection',
  language: 'language',
  fints_product_id: 'fintsProductId',
};
export const NEW_ACCESS_TOKEN: UpstreamNames = { valid_until: 'validUntil' };

/** Values that XS2A rejects, although the gateway accepts them, are a result as well. */
export async function orInvalidInput<T>(work: Promise<T>, names: UpstreamNames): Promise<T | InvalidInputError> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof UpstreamError) || error.refusedFields === undefined) throw error;
    return invalidInputError(faultsAt(error.refusedFields, names));
  }
}

/** Fields that are not part of the input count for the input as a whole. */
function faultsAt(fields: readonly string[], names: UpstreamNames): InvalidField[] {
  const known = fields.flatMap((field) => (Object.hasOwn(names, field) ? (names[field] ?? []) : []));
  if (known.length > 0) return known.map((name) => ({ path: [name], message: 'XS2A does not accept the value.' }));
  return [{ path: [], message: 'XS2A does not accept the input, and does not say which part of it.' }];
}

export function missingBankUser(): InvalidField {
  return { path: ['bankUserId'], message: 'Service callers must set `bankUserId`.' };
}

const DAYS_RULE = 'Between 1 and 3650 days.';

function areDays(days: number | null | undefined): boolean {
  return days == null || (days >= 1 && days <= 3650);
}

function isPrintable(text: string): boolean {
  return !/\p{Cc}/u.test(text);
}

function faultUnless(holds: boolean, field: string, message: string): InvalidField[] {
  return holds ? [] : [{ path: [field], message }];
}

import { flag } from '../wire/flag.js';
import type { Bank } from './bank.js';

export function toBankWire(bank: Bank): Record<string, unknown> {
  return {
    bank_code: bank.code,
    bic: bank.bic,
    name: bank.name,
    short_name: bank.shortName,
    zipcode: bank.zipcode,
    city: bank.city,
    country_id: bank.country,
    testmode: flag(true, bank.bic, 'testmode'),
    xs2a_products: bank.products,
    xs2a_supported: flag(bank.supported, bank.bic, 'xs2a_supported'),
  };
}

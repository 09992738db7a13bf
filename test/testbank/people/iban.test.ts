import { banks } from '../../../src/testbank/bank/directory.js';
import { creditorIdOf, ibanAt, shadedCardNumber } from '../../../src/testbank/people/iban.js';
import { isValidIban } from './iban-check.js';

const lengths: Record<string, number> = { DE: 22, AT: 20, CH: 21, FR: 27, ES: 24, IT: 27, GB: 22 };

describe('numbers of accounts', () => {
  it('are checked by a check that is right itself', () => {
    expect(isValidIban('DE62888888880012345678')).toBe(true);
    expect(isValidIban('DE63888888880012345678')).toBe(false);
  });

  it.each(banks.map((bank) => [bank.name, bank] as const))('are valid IBANs at %s', (_name, bank) => {
    const iban = ibanAt(bank, 'somebody');
    expect(isValidIban(iban)).toBe(true);
    expect(iban).toHaveLength(lengths[bank.country] ?? 0);
    expect(iban.startsWith(bank.country)).toBe(true);
    expect(iban).toContain(bank.code);
    expect(ibanAt(bank, 'somebody')).toBe(iban);
    expect(ibanAt(bank, 'somebody else')).not.toBe(iban);
  });

  it('are valid creditor identifiers, whose business code does not count', () => {
    const id = creditorIdOf('somebody');
    expect(id).toMatch(/^DE\d\dZZZ0\d{10}$/);
    expect(isValidIban(id.replace('ZZZ', ''))).toBe(true);
  });

  it('are shaded for cards', () => {
    expect(shadedCardNumber('somebody')).toMatch(/^4999 \*{4} \*{4} \d{4}$/);
  });
});

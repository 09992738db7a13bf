import type { Ledger } from '../../../src/domain/cashflow/ledger.js';
import type { TurnoverContent } from '../../../src/domain/turnover/turnover-content.js';

type Given = Partial<Omit<TurnoverContent, 'counterparty'>> & { name?: string; iban?: string; creditorId?: string };

export function entry(bookingDate: string, amountMinor: number, given: Given = {}): TurnoverContent {
  const { name = null, iban = null, creditorId = null, ...rest } = given;
  const counterparty = name === null && iban === null ? null : { name, iban, bic: null, creditorId };
  return {
    bookingDate,
    amountMinor,
    currency: 'EUR',
    status: 'BOOKED',
    purpose: [],
    counterparty,
    categoryId: null,
    tags: [],
    isNew: null,
    xs2aTurnoverId: null,
    bankTransactionId: null,
    ...rest,
  };
}

export function ledger(xs2aId: string, contents: TurnoverContent[], given: Partial<Ledger> = {}): Ledger {
  return { xs2aId, iban: null, holder: 'Klara Müller', isCard: false, until: '2026-07-20', contents, ...given };
}

import type { Ledger } from '../../../src/domain/cashflow/ledger.js';
import type { TurnoverContent } from '../../../src/domain/turnover/turnover-content.js';
import { content } from '../turnover/turnover-contents.js';

type Given = Partial<Omit<TurnoverContent, 'counterparty'>> & { name?: string; iban?: string; creditorId?: string };

export function entry(bookingDate: string, amountMinor: number, given: Given = {}): TurnoverContent {
  const { name = null, iban = null, creditorId = null, ...rest } = given;
  const counterparty = name === null && iban === null ? null : { name, iban, bic: null, creditorId };
  return content({ bookingDate, amountMinor, purpose: [], counterparty, isNew: null, ...rest });
}

export function ledger(xs2aId: string, contents: TurnoverContent[], given: Partial<Ledger> = {}): Ledger {
  return { xs2aId, iban: null, holder: 'Klara Müller', isCard: false, until: '2026-07-20', contents, ...given };
}

import type { TurnoverContent, TurnoverIdSource } from './turnover-content.js';
import type { Pace } from './pace.js';
import { squeeze } from './squeeze.js';

/** What a turnover's key is a hash of. Twins have the same seed until they are told apart. */
export interface TurnoverSeed {
  readonly source: TurnoverIdSource;
  readonly text: string;
}

/** What SEPA and SWIFT write where there is no id: as good as blank. It may be unique today, and a second one come tomorrow. */
const PLACEHOLDER = /^(?:NOTPROVIDED|NONREF)$/i;

/** Seeds are JSON, so that no two different lists of values give the same text. */
export async function seedsOfDay(
  accountId: string,
  contents: readonly TurnoverContent[],
  pace: Pace,
): Promise<TurnoverSeed[]> {
  const ownIds = new Occurrences();
  const bankIds = new Occurrences();
  for (const { xs2aTurnoverId, bankTransactionId } of contents) {
    ownIds.add(trimmed(xs2aTurnoverId));
    bankIds.add(trimmed(bankTransactionId));
    if (pace.isOver()) await pace.pause();
  }
  const seeds: TurnoverSeed[] = [];
  for (const content of contents) {
    const ownId = trimmed(content.xs2aTurnoverId);
    const bankId = trimmed(content.bankTransactionId);
    if (ownIds.isUnique(ownId)) seeds.push(seed('XS2A', accountId, ownId));
    else if (isBankId(bankId) && bankIds.isUnique(bankId)) {
      seeds.push(seed('BANK', accountId, content.bookingDate, bankId));
    } else seeds.push(derivedSeed(accountId, content));
    if (pace.isOver()) await pace.pause();
  }
  return seeds;
}

class Occurrences {
  readonly #counts = new Map<string, number>();

  add(id: string): void {
    if (id !== '') this.#counts.set(id, (this.#counts.get(id) ?? 0) + 1);
  }

  isUnique(id: string): boolean {
    return this.#counts.get(id) === 1;
  }
}

function isBankId(id: string): boolean {
  return !PLACEHOLDER.test(id);
}

function seed(source: TurnoverIdSource, ...values: unknown[]): TurnoverSeed {
  return { source, text: JSON.stringify([source, ...values]) };
}

/** White space differs between what a bank says of an entry today and tomorrow; a missing value may become a blank one. */
function derivedSeed(accountId: string, content: TurnoverContent): TurnoverSeed {
  const { bookingDate, amountMinor, currency, purpose, counterparty } = content;
  const lines = purpose.map(squeeze).filter((line) => line !== '');
  const name = squeeze(counterparty?.name ?? '');
  const iban = (counterparty?.iban ?? '').replace(/\s+/g, '').toUpperCase();
  return seed('DERIVED', accountId, bookingDate, amountMinor, trimmed(currency), lines, name, iban);
}

function trimmed(text: string | null): string {
  return text?.trim() ?? '';
}

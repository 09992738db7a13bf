import type { Pace, Paced } from '../turnover/pace.js';
import type { TurnoverContent } from '../turnover/turnover-content.js';
import type { Ledger } from './ledger.js';
import { findOwnTransfers, type OwnTransfers } from './own-transfers.js';
import { findRecurringPayments, type RecurringPayment } from './recurring-payments.js';

/** Memory of an entry that is evidence of a recurring payment, or of a transfer. Measured in V8. */
const ENTRY_BYTES = 200;

/** What is found in some accounts of a bank user, when it is first asked for, and kept. */
export class Findings {
  #transfers: Promise<OwnTransfers> | undefined;
  #recurring: Promise<readonly RecurringPayment[]> | undefined;
  #byEntry: Promise<ReadonlyMap<TurnoverContent, RecurringPayment>> | undefined;

  /** @param current those of the ledgers that no other account has taken the place of */
  constructor(
    private readonly ledgers: readonly Ledger[],
    private readonly current: readonly Ledger[],
    private readonly pace: Pace,
  ) {}

  /** Estimated memory with everything found. */
  get bytes(): number {
    return this.ledgers.reduce((sum, { contents }) => sum + contents.length * ENTRY_BYTES, 0);
  }

  get transfers(): Promise<OwnTransfers> {
    return (this.#transfers ??= Promise.resolve(findOwnTransfers(this.ledgers, this.pace)));
  }

  get recurring(): Promise<readonly RecurringPayment[]> {
    return (this.#recurring ??= this.transfers.then((transfers) =>
      findRecurringPayments(this.current, transfers, this.pace),
    ));
  }

  /** The recurring payment that an entry is evidence of. */
  get recurringByEntry(): Promise<ReadonlyMap<TurnoverContent, RecurringPayment>> {
    return (this.#byEntry ??= this.recurring.then((all) => this.pace.run(byEntry(all, this.pace))));
  }
}

function* byEntry(all: readonly RecurringPayment[], pace: Pace): Paced<Map<TurnoverContent, RecurringPayment>> {
  const found = new Map<TurnoverContent, RecurringPayment>();
  for (const payment of all) {
    for (const { content } of payment.evidence) {
      found.set(content, payment);
      if (pace.sliceUsedUp()) yield;
    }
  }
  return found;
}

import type { BankConnectionSync } from '../schema/bank-connection.type.js';
import type { SecureStore } from '../store/secure-store.js';
import { recordOf } from './xs2a/lenient.js';

/** What one sync takes. */
export interface SyncSlot {
  /** For a sync that asked no bank, or that the person was needed for. */
  giveBack(): Promise<void>;
}

/** Without the person being there a bank may be asked so often a day (PSD2, RTS article 36). */
const MAX_PER_DAY = 4;
const DAY_MS = 86_400_000;

/**
 * The syncs of a connection for which nobody was there: each takes one of a few slots for a rolling day. While the store cannot
 * be asked none are counted: a bank that was asked too often refuses by itself.
 */
export class UnattendedSyncs {
  constructor(
    /** Where it is remembered which syncs there were within a day, shared by all instances. */
    private readonly store: Pick<SecureStore, 'get' | 'setIfAbsent' | 'delete'>,
    private readonly now: () => Date,
  ) {}

  /** @returns a slot, or when the next one is free */
  async take(sync: BankConnectionSync): Promise<SyncSlot | { readonly availableAt: string }> {
    const { store } = this;
    const { bankUserId } = sync;
    const until = new Date(this.now().getTime() + DAY_MS).toISOString();
    for (const key of slotsOf(sync)) {
      if ((await store.setIfAbsent(bankUserId, key, { until }, DAY_MS)) === 'exists') continue;
      return {
        giveBack: async () => {
          await store.delete(bankUserId, key);
        },
      };
    }
    const [availableAt = until] = (await this.takenOf(sync)).sort();
    return { availableAt };
  }

  async leftOf(sync: BankConnectionSync): Promise<number> {
    return slotsOf(sync).length - (await this.takenOf(sync)).length;
  }

  /** Until when they are. */
  private async takenOf(sync: BankConnectionSync): Promise<string[]> {
    const records = await Promise.all(slotsOf(sync).map((key) => this.store.get(sync.bankUserId, key)));
    return records.map((record) => recordOf(record)?.until).filter((until) => typeof until === 'string');
  }
}

/** One of the four belongs to the sync that XS2A makes by itself. */
function slotsOf({ connectionXs2aId, mode }: BankConnectionSync): string[] {
  const own = mode === 'FULL' ? MAX_PER_DAY - 1 : MAX_PER_DAY;
  return Array.from({ length: own }, (_, index) => `unattended-sync:${connectionXs2aId}:${index}`);
}

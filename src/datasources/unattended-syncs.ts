import type { BankConnectionSync } from '../schema/bank-connection.type.js';
import type { SecureStore } from '../store/secure-store.js';
import { recordOf } from './xs2a/lenient.js';

/** The slot of one sync. */
export interface SyncSlot {
  /** To be called when the sync did not contact the bank, or needed the user. */
  giveBack(): Promise<void>;
}

/** Banks allow this many requests a day without the user (PSD2, RTS article 36). */
const MAX_PER_DAY = 4;
const DAY_MS = 86_400_000;

/**
 * Syncs of a connection without the user: each takes one of a few slots for a rolling day. While the store is unreachable none
 * are counted, and the bank itself rejects excess requests.
 */
export class UnattendedSyncs {
  constructor(
    /** Records the syncs of the last day, shared by all instances. */
    private readonly store: Pick<SecureStore, 'get' | 'setIfAbsent' | 'delete'>,
    private readonly now: () => Date,
  ) {}

  /** @returns a slot, or the time at which the next one is free */
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

  /** Times at which the taken slots are free again. */
  private async takenOf(sync: BankConnectionSync): Promise<string[]> {
    const records = await Promise.all(slotsOf(sync).map((key) => this.store.get(sync.bankUserId, key)));
    return records.map((record) => recordOf(record)?.until).filter((until) => typeof until === 'string');
  }
}

/** XS2A's own daily sync uses one of the four. */
function slotsOf({ connectionXs2aId, mode }: BankConnectionSync): string[] {
  const own = mode === 'FULL' ? MAX_PER_DAY - 1 : MAX_PER_DAY;
  return Array.from({ length: own }, (_, index) => `unattended-sync:${connectionXs2aId}:${index}`);
}

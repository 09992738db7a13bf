import { UnattendedSyncs, type SyncSlot } from '../../src/datasources/unattended-syncs.js';
import type { SyncMode } from '../../src/domain/bank-connection-status.js';
import type { BankConnectionSync } from '../../src/schema/bank-connection.type.js';
import { MemoryStore } from '../../src/store/memory-store.js';

const HOUR_MS = 3_600_000;
const BEGIN = Date.parse('2026-11-26T08:00:00Z');

function syncOf(connectionXs2aId: string, mode: SyncMode | null = 'SHARED', bankUserId = 'u'): BankConnectionSync {
  const never = { automatic: false, isOverdue: false, lastSyncedAt: null, message: null };
  return { bankUserId, connectionXs2aId, mode, ...never, consecutiveFailures: 0, failuresUntilDisabled: 3 };
}

describe('unattended syncs', () => {
  let store: MemoryStore;
  let syncs: UnattendedSyncs;

  beforeEach(() => {
    jest.useFakeTimers({ now: BEGIN, doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
    store = new MemoryStore({ namespace: 'store', onEvent: () => undefined });
    syncs = new UnattendedSyncs(store, () => new Date());
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  async function taken(sync = syncOf('c')): Promise<SyncSlot> {
    const slot = await syncs.take(sync);
    if ('availableAt' in slot) throw new Error('There is none left.');
    return slot;
  }

  it.each<[SyncMode | null, number]>([
    ['SHARED', 4],
    ['NONE', 4],
    [null, 4],
    ['FULL', 3],
  ])('in mode %s are %d a day', async (mode, most) => {
    const sync = syncOf('c', mode);
    for (let left = most; left > 0; left--) {
      expect(await syncs.leftOf(sync)).toBe(left);
      await taken(sync);
    }
    expect(await syncs.leftOf(sync)).toBe(0);
    expect(await syncs.take(sync)).toEqual({ availableAt: '2026-11-27T08:00:00.000Z' });
  });

  it('are counted over a rolling day', async () => {
    for (let made = 0; made < 4; made++) {
      await taken();
      jest.advanceTimersByTime(HOUR_MS);
    }
    expect(await syncs.take(syncOf('c'))).toEqual({ availableAt: '2026-11-27T08:00:00.000Z' });
    jest.advanceTimersByTime(20 * HOUR_MS + 1);
    expect(await syncs.leftOf(syncOf('c'))).toBe(1);
    await taken();
    expect(await syncs.take(syncOf('c'))).toEqual({ availableAt: '2026-11-27T09:00:00.000Z' });
  });

  it('are counted for each connection of each bank user', async () => {
    for (let made = 0; made < 4; made++) await taken();
    expect(await syncs.leftOf(syncOf('d'))).toBe(4);
    expect(await syncs.leftOf(syncOf('c', 'SHARED', 'v'))).toBe(4);
  });

  it('are four, also of many at the same time on two instances', async () => {
    const other = new UnattendedSyncs(store, () => new Date());
    const asked = Array.from({ length: 10 }, (_, index) => (index % 2 === 0 ? syncs : other).take(syncOf('c')));
    const slots = await Promise.all(asked);
    expect(slots.filter((slot) => 'giveBack' in slot)).toHaveLength(4);
  });

  it('that were none are given back', async () => {
    const slots = [await taken(), await taken(), await taken(), await taken()];
    await slots[1]?.giveBack();
    expect(await syncs.leftOf(syncOf('c'))).toBe(1);
    await taken();
    expect(await syncs.leftOf(syncOf('c'))).toBe(0);
  });

  it('are not counted while the store cannot be asked', async () => {
    await store.close();
    for (let made = 0; made < 5; made++) await taken();
    expect(await syncs.leftOf(syncOf('c'))).toBe(4);
  });
});

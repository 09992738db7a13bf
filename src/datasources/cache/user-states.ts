import { randomUUID } from 'node:crypto';
import type { BankConnection } from '../../schema/bank-connection.type.js';
import { recordOf } from '../lenient.js';

/** A sync, or a login that ends in one, that was begun through the gateway and whose end has not shown yet. */
// eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- only types fit a JSON value
type AwaitedSync = {
  readonly lastSyncedAt: string | null;
  readonly failures: number;
  /** Epoch milliseconds: after that, nobody waits any more. */
  readonly until: number;
};

/** What the gateway itself has done to a bank user's data, as all instances know it. */
// eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- only types fit a JSON value
export type UserState = {
  /** Another one after every write: what was read under an earlier one may be out of date. */
  readonly epoch: string;
  /** By XS2A's id of the connection. */
  readonly awaited: Readonly<Record<string, AwaitedSync>>;
};

/** Shared by all instances that share a cache. */
export interface UserStateStore {
  get(owner: string, key: string): Promise<unknown>;
  set(owner: string, key: string, value: UserState, ttlMs: number): Promise<boolean>;
  setIfAbsent(owner: string, key: string, value: UserState, ttlMs: number): Promise<'stored' | 'exists' | 'unknown'>;
}

const KEY = 'user-state';
/** Longer than anything is kept; what is kept under an epoch that ended is found by nobody. */
const TTL_MS = 24 * 3_600_000;
/** A wizard session lives about as long, and no sync takes longer. */
const LONGEST_WAIT_MS = 30 * 60_000;

export class UserStates {
  constructor(
    private readonly store: UserStateStore,
    private readonly now: () => Date,
  ) {}

  /** Undefined while the store cannot be asked: then nothing may be kept, nor served from what was kept. */
  async of(bankUserId: string): Promise<UserState | undefined> {
    const known = stateIn(await this.store.get(bankUserId, KEY));
    if (known !== undefined) return known;
    const fresh = { epoch: randomUUID(), awaited: {} };
    const outcome = await this.store.setIfAbsent(bankUserId, KEY, fresh, TTL_MS);
    if (outcome === 'stored') return fresh;
    return outcome === 'exists' ? stateIn(await this.store.get(bankUserId, KEY)) : undefined;
  }

  /** After every write. */
  async changed(bankUserId: string): Promise<void> {
    await this.replace(bankUserId, {});
  }

  /** After a sync, or a login that ends in one, has begun. */
  async syncBegun({ bankUserId, xs2aId, sync }: BankConnection): Promise<void> {
    const until = this.now().getTime() + LONGEST_WAIT_MS;
    await this.replace(bankUserId, {
      [xs2aId]: { lastSyncedAt: sync.lastSyncedAt, failures: sync.consecutiveFailures, until },
    });
  }

  /** Whether a sync of the connection was begun and has not ended: its end moves one of the two figures. */
  isAwaited({ awaited }: UserState, { xs2aId, sync }: BankConnection): boolean {
    const wait = Object.hasOwn(awaited, xs2aId) ? awaited[xs2aId] : undefined;
    if (wait === undefined || wait.until <= this.now().getTime()) return false;
    return wait.lastSyncedAt === sync.lastSyncedAt && wait.failures === sync.consecutiveFailures;
  }

  private async replace(bankUserId: string, begun: UserState['awaited']): Promise<void> {
    const known = stateIn(await this.store.get(bankUserId, KEY))?.awaited ?? {};
    const now = this.now().getTime();
    const waits = Object.entries({ ...known, ...begun }).filter(([, { until }]) => until > now);
    await this.store.set(bankUserId, KEY, { epoch: randomUUID(), awaited: Object.fromEntries(waits) }, TTL_MS);
  }
}

function stateIn(value: unknown): UserState | undefined {
  const record = recordOf(value);
  return typeof record?.epoch === 'string' && recordOf(record.awaited) !== null ? (record as UserState) : undefined;
}

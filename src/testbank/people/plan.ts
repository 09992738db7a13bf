import type { AccountType } from '../account/account.js';
import type { TurnoverIds } from '../turnover/turnover.js';
import type { Day } from '../calendar.js';
import type { SyncMode } from '../connection/connection.js';
import type { Draft, Story } from '../turnover/turnover.js';

/** A person as the seed knows it. `key` names everything that is made for it. */
export interface PersonPlan {
  readonly key: string;
  readonly name: string;
  readonly email: string;
  /** In a few words, for whoever looks for the right person. */
  readonly about: string;
  readonly connections: readonly ConnectionPlan[];
  /** Accounts whose connection is gone. */
  readonly orphans?: readonly OrphanPlan[];
}

export interface ConnectionPlan {
  readonly bank: string;
  readonly mode: SyncMode;
  /** What the person agreed to, where a failure has changed the mode since. */
  readonly agreedMode?: SyncMode;
  readonly failures?: number;
  readonly message?: string;
  /** Days until the consent ends, negative when it is over; left out where XS2A states no date. */
  readonly consentIn?: number;
  /** Milliseconds. */
  readonly syncedAgo: number;
  readonly accounts: readonly AccountPlan[];
}

export interface AccountPlan {
  readonly key: string;
  readonly type: AccountType;
  readonly description: string;
  readonly story: Story;
  /** The balance that it shall have, in minor units. */
  readonly balance: number;
  readonly currency?: string;
  /** Minor units; left out where the bank states none. */
  readonly limit?: number;
  readonly turnoverIds?: TurnoverIds;
  readonly joint?: boolean;
  readonly holder?: string;
  /** Entries of the last days that no story promises: pending, canceled, twins. */
  readonly lately?: (lastDay: Day) => readonly Draft[];
}

export interface OrphanPlan extends AccountPlan {
  readonly bank: string;
  /** Milliseconds. */
  readonly syncedAgo: number;
}

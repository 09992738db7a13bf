import type { OwnedRef } from '../../domain/global-id.js';
import type { Account } from '../../schema/account.type.js';

/** An account whose lookup is in flight, so that reads of it can start in parallel. */
export interface PendingAccount extends OwnedRef {
  /** Rejects when there is no such account. */
  readonly found: Promise<Account>;
}

export function foundAccount(account: Account | PendingAccount): Account | Promise<Account> {
  return 'found' in account ? account.found : account;
}

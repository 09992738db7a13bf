import type { Sources } from '../datasources/sources.js';
import type { AccountType } from '../schema/account.enum.js';
import type { Account } from '../schema/account.type.js';

/** Accounts whose connection exists (for `false`: is deleted while the account was kept); all for null. */
export async function whereConnected(
  accounts: readonly Account[],
  connected: boolean | null,
  { bankConnections }: Pick<Sources, 'bankConnections'>,
): Promise<readonly Account[]> {
  if (connected === null) return accounts;
  const isConnected = async ({ bankUserId, connectionXs2aId: xs2aId }: Account): Promise<boolean> =>
    xs2aId !== null && (await bankConnections.find({ bankUserId, xs2aId })) !== undefined;
  const flags = await Promise.all(accounts.map(isConnected));
  return accounts.filter((_, index) => flags[index] === connected);
}

/** A bank user's accounts of any of these types, see {@link whereConnected}; null stands for all. */
export async function accountsOf(
  bankUserId: string,
  types: readonly AccountType[] | null,
  connected: boolean | null,
  sources: Pick<Sources, 'accounts' | 'bankConnections'>,
): Promise<readonly Account[]> {
  const accounts = await sources.accounts.ofBankUser(bankUserId);
  return whereConnected(
    types === null ? accounts : accounts.filter(({ type }) => types.includes(type)),
    connected,
    sources,
  );
}

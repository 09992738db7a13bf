import type { Sources } from '../datasources/sources.js';
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

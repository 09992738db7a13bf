import DataLoader from 'dataloader';
import type { OwnedRef } from '../domain/global-id.js';

/**
 * A loader that lives for one operation. XS2A has no batch endpoints, so most loaders only deduplicate keys; those that can merge
 * keys into fewer calls have their own batch function.
 */
export function loaderOf<K, V>(load: (key: K) => Promise<V>, cacheKeyFn: (key: K) => string): DataLoader<K, V, string> {
  return new DataLoader<K, V, string>(async (keys) => settledValues(await Promise.allSettled(keys.map(load))), {
    cacheKeyFn,
  });
}

export const bankUserKey = (bankUserId: string): string => bankUserId;

export const ownedKey = ({ bankUserId, xs2aId }: OwnedRef): string => `${bankUserId}.${xs2aId}`;

/** DataLoader's form of a failure of a single key. */
export function settledValues<V>(results: readonly PromiseSettledResult<V>[]): (V | Error)[] {
  return results.map((result) => (result.status === 'fulfilled' ? result.value : errorOf(result.reason)));
}

export function errorOf(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error('Something else than an error was thrown');
}

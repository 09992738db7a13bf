import DataLoader from 'dataloader';

/**
 * A loader that lives as long as one operation. XS2A has no batch endpoints, so most loaders only see to it that a key is
 * loaded once; those that can merge keys into fewer calls have a batch function of their own.
 */
export function loaderOf<K extends string, V>(load: (key: K) => Promise<V>): DataLoader<K, V> {
  return new DataLoader((keys) => settled(keys.map(load)));
}

/** DataLoader's way of failing for one key alone. */
export function settled<V>(loads: readonly Promise<V>[]): Promise<(V | Error)[]> {
  return Promise.all(
    loads.map((load) => load.catch((error: unknown) => (error instanceof Error ? error : new Error('not an error')))),
  );
}

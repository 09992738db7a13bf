const MAX_CACHED = 10_000;

/** Caches results, except null, and drops all of them when there are too many. */
export function memoize<K, V>(compute: (key: K) => V): (key: K) => V {
  const cache = new Map<K, V>();
  return (key) => {
    const cached = cache.get(key);
    if (cached !== undefined) return cached;
    const value = compute(key);
    if (cache.size >= MAX_CACHED) cache.clear();
    if (value !== null) cache.set(key, value);
    return value;
  };
}

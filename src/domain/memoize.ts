const MAX_CACHED = 10_000;

/** Longer texts are not cached: upstream may send any. */
const MAX_LENGTH = 64;

/** Caches results, except null, and drops all of them when there are too many. */
export function memoize<K, V>(compute: (key: K) => V): (key: K) => V {
  const cache = new Map<K, V>();
  return (key) => {
    const cached = cache.get(key);
    if (cached !== undefined) return cached;
    const value = compute(key);
    if (value === null || (typeof key === 'string' && key.length > MAX_LENGTH)) return value;
    if (cache.size >= MAX_CACHED) cache.clear();
    cache.set(key, value);
    return value;
  };
}

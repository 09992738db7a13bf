/**
 * A key that is unique to the variables; undefined when there is none. JSON alone is ambiguous: `1e400`, which callers can send
 * and which parses as Infinity, becomes null, and `-0` becomes 0.
 */
export function variablesKey(variables: Readonly<Record<string, unknown>>): string | undefined {
  try {
    return JSON.stringify(variables, representable);
  } catch {
    return undefined;
  }
}

/** @throws TypeError for a value that JSON omits or writes like another */
function representable(_: string, value: unknown): unknown {
  const isRepresentable =
    typeof value === 'number' ? Number.isFinite(value) && !Object.is(value, -0) : value !== undefined;
  if (!isRepresentable || typeof value === 'function' || typeof value === 'symbol') throw new TypeError('Not in JSON');
  return value;
}

/**
 * A text that only the same variables have; undefined where there is none. JSON alone would not do: in it `1e400`, which
 * callers can send and which is read as Infinity, is null, and `-0` is 0.
 */
export function variablesKey(variables: Readonly<Record<string, unknown>>): string | undefined {
  try {
    return JSON.stringify(variables, toldApart);
  } catch {
    return undefined;
  }
}

/** @throws TypeError for what another value is written like, or what is left out */
function toldApart(_: string, value: unknown): unknown {
  const isRepresentable =
    typeof value === 'number' ? Number.isFinite(value) && !Object.is(value, -0) : value !== undefined;
  if (!isRepresentable || typeof value === 'function' || typeof value === 'symbol') throw new TypeError('Not in JSON');
  return value;
}

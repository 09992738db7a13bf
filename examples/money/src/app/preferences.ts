import { useCallback, useState } from 'react';

/**
 * A choice that outlives a reload: language and theme. Nothing about the person or their money is stored in the browser.
 *
 * @param values what may be chosen; anything else that is stored counts as no choice
 */
export function usePreference<T extends string>(
  name: string,
  values: readonly T[],
): [T | undefined, (value: T | undefined) => void] {
  const [value, setValue] = useState(() => values.find((known) => known === localStorage.getItem(name)));
  const choose = useCallback(
    (chosen: T | undefined) => {
      if (chosen === undefined) localStorage.removeItem(name);
      else localStorage.setItem(name, chosen);
      setValue(chosen);
    },
    [name],
  );
  return [value, choose];
}

import { useEffect } from 'react';
import { usePreference } from './preferences.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** Dark or light: as the system has it, unless the person has chosen. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const [chosen, choose] = usePreference<Theme>('theme', THEMES);
  const theme = chosen ?? 'system';
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  return [theme, choose];
}

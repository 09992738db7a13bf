const PATHS = {
  brand: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16Zm0 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6Z',
  home: 'M4 11.5 12 5l8 6.5M6.5 10v9h11v-9',
  turnovers: 'M4 8h13m-3-3 3 3-3 3M20 16H7m3-3-3 3 3 3',
  contracts: 'M19.5 12a7.5 7.5 0 1 1-2.3-5.4M20 4v4h-4',
  banks: 'M4 10 12 5l8 5H4Zm2.5 3v4m5.5-4v4m5.5-4v4M4 20h16',
  settings: 'M4 8h9m5 0h2M4 16h2m5 0h9M15.5 5.8v4.4M8.5 13.8v4.4',
  close: 'm6 6 12 12M18 6 6 18',
  search: 'M10.5 5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11Zm4 9.5L19 19',
  filter: 'M4 7h16M7 12h10M10 17h4',
  next: 'm9 6 6 6-6 6',
} as const;

export type IconName = keyof typeof PATHS;

/** A picture beside a text, which says the same: nothing to be read aloud. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}

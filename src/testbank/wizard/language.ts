export const languages = ['de', 'en', 'es', 'fr', 'it'] as const;
export type Language = (typeof languages)[number];

export function isLanguage(value: unknown): value is Language {
  return languages.some((language) => language === value);
}

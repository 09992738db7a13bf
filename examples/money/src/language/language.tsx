import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react';
import { usePreference } from '../app/preferences.ts';
import { de } from './de.ts';
import { en, type Texts } from './en.ts';
import { Format } from './format.ts';

export const LANGUAGES = { en: 'English', de: 'Deutsch' } as const;
export type Language = keyof typeof LANGUAGES;

interface Speech {
  readonly language: Language;
  readonly setLanguage: (language: Language) => void;
  readonly texts: Texts;
  readonly format: Format;
}

const SpeechContext = createContext<Speech | undefined>(undefined);

/** The person's language: what they chose, else the browser's. */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [chosen, setLanguage] = usePreference<Language>('language', Object.keys(LANGUAGES) as Language[]);
  const [preferred] = useState<Language>(() => (navigator.language.startsWith('de') ? 'de' : 'en'));
  const language = chosen ?? preferred;
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const speech = useMemo(() => {
    const region = navigator.languages.find((tag) => tag.startsWith(language)) ?? REGIONS[language];
    return { language, setLanguage, texts: language === 'de' ? de : en, format: new Format(region) };
  }, [language, setLanguage]);
  return <SpeechContext value={speech}>{children}</SpeechContext>;
}

/** Where the browser does not say which German or English. */
const REGIONS: Readonly<Record<Language, string>> = { en: 'en-GB', de: 'de-DE' };

export function useSpeech(): Speech {
  const speech = use(SpeechContext);
  if (speech === undefined) throw new Error('useSpeech needs a LanguageProvider');
  return speech;
}

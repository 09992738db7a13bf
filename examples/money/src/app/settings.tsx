import { LANGUAGES, useSpeech, type Language } from '../language/language.tsx';
import { session } from '../session/session.ts';
import { Icon } from './icon.tsx';
import { THEMES, useTheme, type Theme } from './theme.ts';

interface SettingsProps {
  readonly hasPanel: boolean;
  readonly setHasPanel: (hasPanel: boolean) => void;
}

export function Settings({ hasPanel, setHasPanel }: SettingsProps) {
  const { texts, language, setLanguage } = useSpeech();
  const [theme, setTheme] = useTheme();
  return (
    <>
      <button type="button" className="icon-button" popoverTarget="settings" aria-label={texts.menu.settings}>
        <Icon name="settings" />
      </button>
      <div id="settings" popover="auto" role="group" aria-label={texts.menu.settings}>
        <label>
          {texts.menu.language}
          <select value={language} onChange={({ target }) => setLanguage(target.value as Language)}>
            {Object.entries(LANGUAGES).map(([code, name]) => (
              <option key={code} value={code} lang={code}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          {texts.menu.theme}
          <select value={theme} onChange={({ target }) => setTheme(target.value as Theme)}>
            {THEMES.map((name) => (
              <option key={name} value={name}>
                {texts.menu.themes[name]}
              </option>
            ))}
          </select>
        </label>
        <label className="check">
          <input type="checkbox" checked={hasPanel} onChange={({ target }) => setHasPanel(target.checked)} />
          {texts.menu.developer}
        </label>
        <button type="button" className="button" onClick={() => void session.signOut()}>
          {texts.menu.signOut}
        </button>
      </div>
    </>
  );
}

import { lazy, Suspense, useState, useSyncExternalStore, type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { useLive } from '../graph/live.tsx';
import { useSpeech } from '../language/language.tsx';
import { session } from '../session/session.ts';
import { Icon, type IconName } from './icon.tsx';
import { Settings } from './settings.tsx';
import { Message } from './states.tsx';

const DeveloperPanel = lazy(() => import('../developer/panel.tsx'));

const PAGES = [
  { name: 'home', path: '/' },
  { name: 'turnovers', path: '/turnovers' },
  { name: 'contracts', path: '/contracts' },
  { name: 'banks', path: '/banks' },
] as const satisfies { name: IconName; path: string }[];

/** What surrounds every screen. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const { texts } = useSpeech();
  const { isPerson } = useLive();
  const isOnline = useSyncExternalStore(watchNetwork, () => navigator.onLine);
  const [hasPanel, setHasPanel] = useState(false);
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {texts.skip}
      </a>
      <header>
        <span className="brand">
          <Icon name="brand" />
          {texts.app}
        </span>
        <Pages />
        <Settings hasPanel={hasPanel} setHasPanel={setHasPanel} />
      </header>
      <main id="content" tabIndex={-1}>
        {!isOnline && (
          <p className="notice" role="status">
            {texts.states.offline}
          </p>
        )}
        {isPerson === false ? <NoPerson /> : children}
      </main>
      {hasPanel && (
        <Suspense>
          <DeveloperPanel close={() => setHasPanel(false)} />
        </Suspense>
      )}
    </div>
  );
}

function Pages() {
  const { texts } = useSpeech();
  const [path] = useLocation();
  const isCurrent = (start: string) => (start === '/' ? path === '/' : path.startsWith(start));
  return (
    <nav aria-label={texts.menu.pages}>
      {PAGES.map(({ name, path: start }) => (
        <Link key={name} href={start} aria-current={isCurrent(start) ? 'page' : undefined}>
          <Icon name={name} />
          <span>{texts.pages[name]}</span>
        </Link>
      ))}
    </nav>
  );
}

function NoPerson() {
  const { texts } = useSpeech();
  const signOut = (
    <button type="button" className="button" onClick={() => void session.signOut()}>
      {texts.menu.signOut}
    </button>
  );
  return <Message action={signOut}>{texts.session.service}</Message>;
}

function watchNetwork(listener: () => void): () => void {
  addEventListener('online', listener);
  addEventListener('offline', listener);
  return () => {
    removeEventListener('online', listener);
    removeEventListener('offline', listener);
  };
}

import { useEffect, useState, type FormEvent } from 'react';
import { useTheme } from '../app/theme.ts';
import { useSpeech } from '../language/language.tsx';
import { Loading, Message } from '../app/states.tsx';
import { session, type Person, type SignedOutReason } from './session.ts';

/** Lets the visitor choose one of the test bank's people. */
export function SignIn({ reason }: { readonly reason: SignedOutReason }) {
  const { texts } = useSpeech();
  useTheme();
  const [people, setPeople] = useState<readonly Person[] | 'failed'>();
  const load = (): void => void session.people().then(setPeople, () => setPeople('failed'));
  useEffect(load, []);
  const retry = (): void => {
    setPeople(undefined);
    load();
  };
  return (
    <main className="sign-in">
      <title>{texts.app}</title>
      <h1>{texts.session.title}</h1>
      {texts.session[reason] !== '' && (
        <p className="notice" role="status">
          {texts.session[reason]}
        </p>
      )}
      {people === undefined && <Loading lines={4} />}
      {people === 'failed' && (
        <div role="alert">
          <Message action={<Retry onClick={retry} />}>{texts.session.nobody}</Message>
        </div>
      )}
      {Array.isArray(people) && <People people={people} onFailure={() => setPeople('failed')} />}
      <OwnToken />
    </main>
  );
}

function Retry({ onClick }: { readonly onClick: () => void }) {
  const { texts } = useSpeech();
  return (
    <button type="button" className="button" onClick={onClick}>
      {texts.states.retry}
    </button>
  );
}

function People({ people, onFailure }: { readonly people: readonly Person[]; readonly onFailure: () => void }) {
  const { texts } = useSpeech();
  return (
    <>
      <p className="hint">{texts.session.intro}</p>
      <ul className="people">
        {people.map(({ id, name }) => (
          <li key={id}>
            <button type="button" onClick={() => void session.signIn(id).catch(onFailure)}>
              <span className="avatar" aria-hidden="true">
                {initials(name)}
              </span>
              {name}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function initials(name: string | null): string {
  return (name ?? '?')
    .split(' ')
    .map((part) => part.charAt(0))
    .join('')
    .slice(0, 2);
}

function OwnToken() {
  const { texts } = useSpeech();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    session.signInWith(String(new FormData(event.currentTarget).get('token')).trim());
  };
  return (
    <details className="own-token">
      <summary>{texts.session.ownToken}</summary>
      <form onSubmit={submit}>
        <label>
          {texts.session.token}
          <input name="token" type="password" autoComplete="off" required />
        </label>
        <button className="button">{texts.session.signIn}</button>
      </form>
    </details>
  );
}

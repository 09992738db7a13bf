import type { ErrorLike } from '@apollo/client';
import type { ReactNode } from 'react';
import type { AccountNameFragment } from '../gql/graphql.ts';
import { accountName } from '../graph/account-name.ts';
import { codesOf } from '../graph/client.ts';
import { useSpeech } from '../language/language.tsx';
import type { Texts } from '../language/en.ts';

/** What a screen shows before its first answer: as many grey lines as it will have, so that nothing jumps. */
export function Loading({ lines = 6 }: { readonly lines?: number }) {
  const { texts } = useSpeech();
  return (
    <div className="skeleton" role="status" aria-label={texts.states.loading}>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} style={{ inlineSize: `${90 - ((line * 17) % 40)}%` }} />
      ))}
    </div>
  );
}

/** Something to say in place of content, and what to do about it. */
export function Message({
  title,
  children,
  action,
}: {
  readonly title?: string;
  readonly children: ReactNode;
  readonly action?: ReactNode;
}) {
  return (
    <div className="message">
      {title !== undefined && <h2>{title}</h2>}
      <p>{children}</p>
      {action}
    </div>
  );
}

interface FailureProps {
  readonly error: ErrorLike | undefined;
  /** There is something to show all the same. */
  readonly hasData: boolean;
  readonly retry: () => unknown;
}

/** What could not be loaded: a line above what there is, or all of the screen. */
export function Failure({ error, hasData, retry }: FailureProps) {
  const { texts } = useSpeech();
  if (error === undefined) return null;
  const button = (
    <button type="button" className="button" onClick={() => void retry()}>
      {texts.states.retry}
    </button>
  );
  if (hasData)
    return (
      <div className="notice" role="status">
        <span>{texts.states.partly}</span>
        {button}
      </div>
    );
  return (
    <div role="alert">
      <Message title={texts.states.failed} action={button}>
        {explain(texts, error)}
      </Message>
    </div>
  );
}

function explain({ states }: Texts, error: ErrorLike): string {
  const codes = codesOf(error);
  if (codes.includes('RATE_LIMITED') || codes.includes('OVERLOADED')) return states.limited;
  if (codes.includes('FORBIDDEN')) return states.refused;
  if (codes.includes('NOT_FOUND')) return states.missing;
  return states.failedRetry;
}

/** Names the accounts that a figure leaves out. */
export function Incomplete({ accounts }: { readonly accounts: readonly { readonly account: AccountNameFragment }[] }) {
  const { texts } = useSpeech();
  if (accounts.length === 0) return null;
  const names = new Set(accounts.map(({ account }) => accountName(account, texts)));
  return <p className="hint">{texts.states.incomplete([...names].join(', '))}</p>;
}

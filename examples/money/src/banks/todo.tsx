import { ConfirmButton } from '../app/confirm-button.tsx';
import type { BankConnectionAction, ConnectionStateFragment } from '../gql/graphql.ts';
import { useLive } from '../graph/live.tsx';
import { useSpeech } from '../language/language.tsx';
import type { Texts } from '../language/en.ts';
import { useBankActions, type BankActions } from './actions.ts';
import { ProblemNotice } from './problem-notice.tsx';

type Connection = ConnectionStateFragment;

/** Banks that need the person, each with the button that does what is needed. */
export function Todo({ connections }: { readonly connections: readonly Connection[] }) {
  const { texts } = useSpeech();
  const actions = useBankActions();
  const waiting = connections.filter(({ requiredAction }) => requiredAction !== null);
  if (waiting.length === 0) return null;
  return (
    <section className="todo wide" aria-label={texts.home.todo}>
      <ProblemNotice actions={actions} />
      <ul>
        {waiting.map((connection) => (
          <li key={connection.id} data-status={connection.status}>
            <p>
              <strong>{titleOf(texts, connection)}</strong> {bodyOf(texts, connection)}
            </p>
            <ActionButton connection={connection} actions={actions} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Does the one thing that the connection needs; nothing where it needs nothing. */
export function ActionButton({
  connection,
  actions,
}: {
  readonly connection: Connection;
  readonly actions: BankActions;
}) {
  const { texts } = useSpeech();
  const { syncing } = useLive();
  const { id, requiredAction } = connection;
  if (requiredAction === null) return null;
  const { todo, banks } = texts;
  if (requiredAction === 'RECREATE')
    return (
      <ConfirmButton
        label={todo.RECREATE.action}
        question={todo.RECREATE.confirm(nameOf(connection))}
        disabled={actions.isBusy}
        confirm={() => void actions.replace(connection)}
      />
    );
  const isSyncing = syncing.has(id);
  const act = (): Promise<void> => (requiredAction === 'RESYNC' ? actions.sync(connection) : actions.logInAgain(id));
  return (
    <button type="button" className="button" disabled={actions.isBusy || isSyncing} onClick={() => void act()}>
      {isSyncing ? banks.syncing : actionOf(texts, requiredAction).action}
    </button>
  );
}

/** Actions that a later gateway adds begin with a login as well. */
function actionOf({ todo }: Texts, action: BankConnectionAction) {
  return action in todo ? todo[action] : todo.REAUTHENTICATE;
}

function titleOf(texts: Texts, connection: Connection): string {
  const { requiredAction } = connection;
  return requiredAction === null ? '' : actionOf(texts, requiredAction).title(nameOf(connection));
}

function bodyOf({ todo }: Texts, { requiredAction, status, consent, sync }: Connection): string {
  switch (requiredAction) {
    case 'RESYNC':
      return todo.RESYNC.body(sync.failuresUntilDisabled);
    case 'RECREATE':
      return todo.RECREATE.body;
    case 'SUPPLY_CREDENTIAL_SHARE':
      return todo.SUPPLY_CREDENTIAL_SHARE.body;
    default: {
      const { expiring, expired, other } = todo.REAUTHENTICATE;
      if (status === 'CONSENT_EXPIRED') return expired;
      return status === 'CONSENT_EXPIRING' && consent.daysRemaining !== null ? expiring(consent.daysRemaining) : other;
    }
  }
}

function nameOf({ bankName }: Connection): string {
  return bankName ?? '–';
}

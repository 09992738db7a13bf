import { useQuery } from '@apollo/client/react';
import { ConfirmButton } from '../app/confirm-button.tsx';
import { Failure, Loading, Message } from '../app/states.tsx';
import { graphql } from '../gql/index.ts';
import type { BanksQuery } from '../gql/graphql.ts';
import { accountName } from '../graph/account-name.ts';
import { useLive } from '../graph/live.tsx';
import { useSpeech } from '../language/language.tsx';
import { useBankActions, type BankActions } from './actions.ts';
import { ConnectButton } from './connect-button.tsx';
import { LoginOutcome } from './login-outcome.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import { ActionButton } from './todo.tsx';

const BANKS = graphql(`
  query Banks {
    viewer {
      id
      connections {
        ...ConnectionState
        accounts {
          ...AccountName
          balance {
            amount {
              value
              currency
            }
          }
        }
      }
    }
  }
`);

type Connection = NonNullable<NonNullable<BanksQuery['viewer']>['connections']>[number];

export function BanksScreen() {
  const { texts } = useSpeech();
  const { data, error, refetch } = useQuery(BANKS);
  const actions = useBankActions();
  const connections = data?.viewer?.connections;
  return (
    <>
      <title>{`${texts.banks.title} · ${texts.app}`}</title>
      <div className="heading">
        <h1>{texts.banks.title}</h1>
        {connections != null && connections.length > 0 && <ConnectButton />}
      </div>
      <LoginOutcome />
      <ProblemNotice actions={actions} />
      <Failure error={error} hasData={connections != null} retry={refetch} />
      {connections == null && error === undefined && <Loading lines={9} />}
      {connections?.length === 0 && <Message action={<ConnectButton />}>{texts.banks.empty}</Message>}
      <div className="cards">
        {connections?.map((connection) => (
          <Bank key={connection.id} connection={connection} actions={actions} />
        ))}
      </div>
    </>
  );
}

function Bank({ connection, actions }: { readonly connection: Connection; readonly actions: BankActions }) {
  const { texts, format } = useSpeech();
  const { bankName, status, consent, sync, accounts } = connection;
  const title = bankName ?? '–';
  return (
    <section className="card bank" aria-label={title}>
      <header>
        <h2>{title}</h2>
        <span className="badge" data-status={status}>
          {texts.banks.status[status] ?? status}
        </span>
      </header>
      <p className="hint">
        {sync.lastSyncedAt === null ? texts.banks.neverSynced : texts.banks.syncedAgo(format.ago(sync.lastSyncedAt))}
        {consent.validUntil !== null && ` · ${texts.banks.consentUntil(format.day(consent.validUntil))}`}
      </p>
      <ul className="rows">
        {accounts?.map((account) => (
          <li key={account.id}>
            <span className="what">{accountName(account, texts)}</span>
            <span className="amount">{format.money(account.balance?.amount)}</span>
          </li>
        ))}
      </ul>
      <Buttons connection={connection} actions={actions} title={title} />
    </section>
  );
}

function Buttons({
  connection,
  actions,
  title,
}: {
  readonly connection: Connection;
  readonly actions: BankActions;
  readonly title: string;
}) {
  const { texts } = useSpeech();
  const { syncing } = useLive();
  const isSyncing = syncing.has(connection.id);
  const { requiredAction, status } = connection;
  // A sync needs the consent, and one that is disabled is not synced again.
  const canSync = status !== 'DISABLED' && status !== 'CONSENT_EXPIRED' && requiredAction !== 'RESYNC';
  return (
    <p className="buttons">
      <ActionButton connection={connection} actions={actions} />
      {canSync && (
        <button
          type="button"
          className="button"
          disabled={actions.isBusy || isSyncing}
          onClick={() => void actions.sync(connection)}
        >
          {isSyncing ? texts.banks.syncing : texts.banks.sync}
        </button>
      )}
      <ConfirmButton
        className="button quiet"
        label={texts.banks.remove}
        question={texts.banks.confirmRemove(title)}
        disabled={actions.isBusy}
        confirm={() => void actions.remove(connection)}
      />
    </p>
  );
}

import type { ApolloClient } from '@apollo/client';
import { useApolloClient } from '@apollo/client/react';
import { useState } from 'react';
import type { ConnectionStateFragment } from '../gql/graphql.ts';
import { evictAccount } from '../graph/cache.ts';
import { codesOf } from '../graph/client.ts';
import { useLive, type Live } from '../graph/live.tsx';
import { useSpeech, type Language } from '../language/language.tsx';
import { CREATE, REMOVE_ACCOUNT, REMOVE_CONNECTION, RESET, SYNC } from './operations.ts';

type Connection = ConnectionStateFragment;

/** What kept something from being done. */
export type Problem =
  | { readonly kind: 'failed' | 'unknownOutcome' | 'missing' }
  | { readonly kind: 'limit'; readonly availableAt: string }
  | { readonly kind: 'lastAttempt'; readonly connection: Connection };

/** Where the person logs in at their bank: here the test bank's page, in production XS2A's widget or screens of your own. */
const LOGIN_PAGE = '/testbank/connect/';

interface Work {
  readonly client: ApolloClient;
  readonly language: Language;
  readonly live: Live;
}

/** What can be done about banks. Whatever needs the person leads to the bank login, and back to the list of banks. */
export function useBankActions() {
  const work: Work = { client: useApolloClient(), language: useSpeech().language, live: useLive() };
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();

  /** One thing at a time: a second click does nothing. */
  async function run(action: (work: Work) => Promise<Problem | undefined>): Promise<void> {
    if (isBusy) return;
    setIsBusy(true);
    setProblem(undefined);
    try {
      setProblem(await action(work));
    } catch (error) {
      setProblem({ kind: codesOf(error).includes('OUTCOME_UNKNOWN') ? 'unknownOutcome' : 'failed' });
    } finally {
      setIsBusy(false);
    }
  }

  return {
    isBusy,
    problem,
    connect: () => run(create),
    logInAgain: (id: string) => run((todo) => reset(todo, id)),
    sync: (connection: Connection, acceptDisable = false) => run((todo) => sync(todo, connection, acceptDisable)),
    remove: (connection: Connection) => run((todo) => remove(todo, connection)),
    replace: (connection: Connection) => run(async (todo) => (await remove(todo, connection)) ?? (await create(todo))),
  };
}

export type BankActions = ReturnType<typeof useBankActions>;

async function create({ client, language }: Work): Promise<Problem | undefined> {
  const input = { language: language === 'de' ? 'DE' : 'EN', idempotencyKey: crypto.randomUUID() } as const;
  const { data } = await client.mutate({ mutation: CREATE, variables: { input }, fetchPolicy: 'no-cache' });
  const result = data?.createBankConnection;
  return result?.__typename === 'CreateBankConnectionSuccess' ? logIn(result.wizardSession) : problemOf(result);
}

async function reset({ client }: Work, id: string): Promise<Problem | undefined> {
  const { data } = await client.mutate({ mutation: RESET, variables: { id }, fetchPolicy: 'no-cache' });
  const result = data?.resetBankConnection;
  return result?.__typename === 'SyncNeedsUser' ? logIn(result.wizardSession) : problemOf(result);
}

async function sync(work: Work, connection: Connection, acceptDisable: boolean): Promise<Problem | undefined> {
  const { id } = connection;
  // Who presses the button sees that the last sync has failed.
  const force = connection.sync.consecutiveFailures > 0;
  const input = { id, force, acceptDisable, userPresent: true, idempotencyKey: crypto.randomUUID() };
  const { data } = await work.client.mutate({ mutation: SYNC, variables: { input }, fetchPolicy: 'no-cache' });
  const result = data?.syncBankConnection;
  switch (result?.__typename) {
    case 'SyncStarted':
      work.live.awaitSync(result.connection, result.pollAfterMs);
      return undefined;
    case 'SyncNeedsUser':
      return logIn(result.wizardSession);
    case 'SyncLimitReachedError':
      return { kind: 'limit', availableAt: result.availableAt };
    case 'LastAttemptError':
      return { kind: 'lastAttempt', connection };
    case 'CredentialShareRequiredError':
      // This page stores no credentials, so the person logs in.
      return reset(work, id);
    default:
      return problemOf(result);
  }
}

/** The accounts first: once the connection is gone, nothing leads to them. */
async function remove({ client, live }: Work, { id, accounts }: Connection): Promise<Problem | undefined> {
  for (const account of accounts ?? []) {
    await client.mutate({ mutation: REMOVE_ACCOUNT, variables: { id: account.id } });
    evictAccount(client.cache, account.id);
  }
  await client.mutate({ mutation: REMOVE_CONNECTION, variables: { id } });
  client.cache.evict({ id: `BankConnection:${id}` });
  client.cache.gc();
  // Totals over all accounts have changed.
  live.refresh();
  return undefined;
}

function problemOf(result: { readonly __typename?: string } | undefined): Problem {
  return { kind: result?.__typename === 'NotFoundError' ? 'missing' : 'failed' };
}

/** Leaves for the bank login, which leads back to the list of banks; there `login` names what to wait for. It opens nothing by itself. */
function logIn({
  key,
  transactionId,
}: {
  readonly key: string | null;
  readonly transactionId: string;
}): Problem | undefined {
  if (key === null) return { kind: 'failed' };
  const back = new URL(`/banks?login=${encodeURIComponent(transactionId)}`, location.origin);
  location.assign(`${LOGIN_PAGE}${encodeURIComponent(key)}?returnTo=${encodeURIComponent(back.href)}`);
  return undefined;
}

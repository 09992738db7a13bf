import { useQuery } from '@apollo/client/react';
import { useEffect, useEffectEvent } from 'react';
import { useSearchParams } from 'wouter';
import { graphql } from '../gql/index.ts';
import { useLive } from '../graph/live.tsx';
import { useSpeech } from '../language/language.tsx';

const SESSION = graphql(`
  query BankLogin($transactionId: String!) {
    wizardSession(transactionId: $transactionId) {
      transactionId
      finished
      lastError {
        code
      }
      connection {
        ...ConnectionState
      }
    }
  }
`);

const POLL_MS = 1500;

/** After the bank login: waits for what comes of it. The screens show the new accounts as soon as they are there. */
export function LoginOutcome() {
  const { texts } = useSpeech();
  const { refresh } = useLive();
  const [params] = useSearchParams();
  const transactionId = params.get('login') ?? '';
  const { data, error, stopPolling } = useQuery(SESSION, {
    variables: { transactionId },
    skip: transactionId === '',
    fetchPolicy: 'network-only',
    pollInterval: POLL_MS,
  });
  const login = data?.wizardSession;
  const connection = login?.connection;
  const isOver = connection != null || login?.lastError != null || error !== undefined || login === null;
  const finish = useEffectEvent(() => {
    stopPolling();
    if (connection != null) refresh();
  });
  useEffect(() => {
    if (isOver) finish();
  }, [isOver]);
  if (transactionId === '') return null;
  const text = !isOver
    ? texts.banks.connecting
    : connection != null
      ? texts.banks.connected(connection.bankName ?? '–')
      : texts.banks.notConnected;
  return (
    <p className="notice" role="status" aria-busy={!isOver}>
      {text}
    </p>
  );
}

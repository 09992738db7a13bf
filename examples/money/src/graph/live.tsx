import { useApolloClient, useQuery } from '@apollo/client/react';
import { createContext, use, useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { graphql } from '../gql/index.ts';
import type { ConnectionStateFragment } from '../gql/graphql.ts';

export const CONNECTION_STATE = graphql(`
  fragment ConnectionState on BankConnection {
    id
    bankName
    status
    requiredAction
    consent {
      validUntil
      daysRemaining
      state
    }
    sync {
      mode
      lastSyncedAt
      consecutiveFailures
      failuresUntilDisabled
      isOverdue
    }
    accounts {
      id
    }
  }
`);

const CONNECTIONS = graphql(`
  query Connections {
    viewer {
      id
      connections {
        ...ConnectionState
      }
    }
  }
`);

type Connection = ConnectionStateFragment;

const IDLE_MS = 20_000;

/** Looks how the connections are: now and then, and often while a sync is awaited. @param pollMs how often then; null for none */
function useConnections(pollMs: (connections: readonly Connection[]) => number | null) {
  const { data, startPolling } = useQuery(CONNECTIONS, {
    fetchPolicy: 'network-only',
    pollInterval: IDLE_MS,
    skipPollAttempt: () => document.hidden,
  });
  const connections = data?.viewer?.connections ?? undefined;
  const interval = pollMs(connections ?? []) ?? IDLE_MS;
  useEffect(() => startPolling(interval), [interval, startPolling]);
  return { connections, isPerson: data && data.viewer !== null };
}

/** Differs after every sync, whether it succeeded or failed. */
function stampOf({ id, sync, accounts }: Connection): string {
  return [id, sync.lastSyncedAt, sync.consecutiveFailures, accounts?.length].join(' ');
}

interface AwaitedSync {
  readonly id: string;
  /** Of the connection as it was before. */
  readonly stamp: string;
  readonly pollAfterMs: number;
}

export interface Live {
  /** The token is of a person, and not of a service, which has no banks of its own. Undefined until that is known. */
  readonly isPerson: boolean | undefined;
  /** Ids of connections whose sync has not ended yet. */
  readonly syncing: ReadonlySet<string>;
  /** Reads again whatever is shown. */
  readonly refresh: () => void;
  /** A sync has begun. @param before the connection as it was */
  readonly awaitSync: (before: Connection, pollAfterMs: number) => void;
}

const LiveContext = createContext<Live | undefined>(undefined);

/** Keeps every screen up to date: whatever is shown is read again once a sync has ended. */
export function LiveProvider({ children }: { readonly children: ReactNode }) {
  const client = useApolloClient();
  const [awaited, setAwaited] = useState<readonly AwaitedSync[]>([]);
  const stillAwaited = (connections: readonly Connection[]) =>
    awaited.filter(({ stamp }) => connections.some((connection) => stampOf(connection) === stamp));
  const { connections, isPerson } = useConnections((now) => {
    const intervals = stillAwaited(now).map(({ pollAfterMs }) => pollAfterMs);
    return intervals.length === 0 ? null : Math.min(...intervals);
  });

  const refresh = useCallback(() => {
    const isScreen = (name: string | undefined) => name !== 'Connections';
    void client.refetchQueries({ include: 'active', onQueryUpdated: ({ queryName }) => isScreen(queryName) });
  }, [client]);

  // A sync has ended, or a connection has come or gone: balances and turnovers have changed.
  const stamp = connections?.map(stampOf).sort().join();
  const previous = useRef(stamp);
  useEffect(() => {
    if (stamp === undefined) return;
    if (previous.current !== undefined && previous.current !== stamp) refresh();
    previous.current = stamp;
  }, [stamp, refresh]);

  // What was missed while there was no network.
  useEffect(() => {
    addEventListener('online', refresh);
    return () => removeEventListener('online', refresh);
  }, [refresh]);

  const awaitSync = (before: Connection, pollAfterMs: number): void => {
    setAwaited((all) => [...all, { id: before.id, stamp: stampOf(before), pollAfterMs }]);
  };
  const syncing = new Set(stillAwaited(connections ?? []).map(({ id }) => id));
  const live: Live = { isPerson, syncing, refresh, awaitSync };
  return <LiveContext value={live}>{children}</LiveContext>;
}

export function useLive(): Live {
  const live = use(LiveContext);
  if (live === undefined) throw new Error('useLive needs a LiveProvider');
  return live;
}

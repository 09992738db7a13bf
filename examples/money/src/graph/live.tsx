import { useApolloClient, useQuery, useSubscription } from '@apollo/client/react';
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

const CHANGES = graphql(`
  subscription ConnectionChanges {
    bankConnectionChanged {
      kind
      connectionId
      connection {
        ...ConnectionState
      }
    }
  }
`);

type Connection = ConnectionStateFragment;

const IDLE_MS = 20_000;
const RESTART_MS = 5_000;

/**
 * The connections as they are now. Changes come by themselves; until they do, and where a proxy holds them back, it looks.
 *
 * @param pollMs how often to look then
 */
function useConnections(pollMs: (connections: readonly Connection[]) => number) {
  const { data, startPolling, stopPolling, refetch } = useQuery(CONNECTIONS, {
    fetchPolicy: 'network-only',
    skipPollAttempt: () => document.hidden,
  });
  const connections = data?.viewer?.connections ?? undefined;
  const isPerson = data && data.viewer !== null;
  const isHeard = useChanges(isPerson === true, refetch);
  const interval = pollMs(connections ?? []);
  useEffect(() => {
    if (!isHeard) startPolling(interval);
    return stopPolling;
  }, [isHeard, interval, startPolling, stopPolling]);
  return { connections, isPerson };
}

/**
 * What changes about a connection goes into the cache, where every screen finds it.
 *
 * @param relist reads the list anew, when a connection has come or gone
 * @returns whether changes come: false before the first event, and after the connection was lost until it is there again
 */
function useChanges(isPerson: boolean, relist: () => unknown): boolean {
  const [isHeard, setIsHeard] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const startAgain = (): void => {
    setIsHeard(false);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => restart(), RESTART_MS);
  };
  const { restart } = useSubscription(CHANGES, {
    skip: !isPerson,
    onData: ({ data: { data } }) => {
      if (data === undefined) return;
      setIsHeard(true);
      const { kind } = data.bankConnectionChanged;
      if (kind === 'CREATED' || kind === 'DELETED') void relist();
    },
    onError: startAgain,
    onComplete: startAgain,
  });
  return isHeard;
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
  const refresh = useCallback(() => {
    const isScreen = (name: string | undefined) => name !== 'Connections';
    void client.refetchQueries({ include: 'active', onQueryUpdated: ({ queryName }) => isScreen(queryName) });
  }, [client]);

  const [awaited, setAwaited] = useState<readonly AwaitedSync[]>([]);
  const stillAwaited = (connections: readonly Connection[]) =>
    awaited.filter(({ stamp }) => connections.some((connection) => stampOf(connection) === stamp));
  const { connections, isPerson } = useConnections((now) =>
    Math.min(IDLE_MS, ...stillAwaited(now).map(({ pollAfterMs }) => pollAfterMs)),
  );

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

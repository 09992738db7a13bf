import { gql, type Client, type CombinedError, type TypedDocumentNode } from '@urql/core';
import { onEnd, pipe, subscribe } from 'wonka';

export interface TurnoversChanged {
  readonly turnoversChanged: {
    readonly account: { readonly id: string };
    readonly cursor: string;
  };
}

// The balance goes into the cache by itself: ask for what the page shows of it.
export const TURNOVERS_CHANGED: TypedDocumentNode<TurnoversChanged, { accountId: string; since?: string | undefined }> =
  gql`
    subscription TurnoversChanged($accountId: ID!, $since: String) {
      turnoversChanged(accountId: $accountId, since: $since) {
        account {
          id
          balance {
            amount {
              value
              currency
            }
          }
        }
        cursor
      }
    }
  `;

/**
 * Follows an account's turnovers; the cache has what is shown of them read again. A lost connection is made again, and goes on from the
 * last cursor.
 *
 * @param since the last cursor of an earlier page view; without it, only what changes from now on
 * @param onEnded why it cannot go on, such as NOT_FOUND
 * @returns ends it
 */
export function followTurnovers(
  client: Client,
  accountId: string,
  since: string | undefined,
  onChange: (cursor: string) => void,
  onEnded: (error: CombinedError) => void,
): () => void {
  let cursor = since;
  let following: { unsubscribe(): void } | undefined;
  let pause: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;

  function begin() {
    const source = pipe(client.subscription(TURNOVERS_CHANGED, { accountId, since: cursor }), onEnd(beginLater));
    following = pipe(
      source,
      subscribe(({ data, error }) => {
        if (isOver) return;
        if (error !== undefined && isFinal(error)) {
          // The gateway ends the stream.
          isOver = true;
          onEnded(error);
        } else if (data) {
          cursor = data.turnoversChanged.cursor;
          onChange(cursor);
        }
      }),
    );
  }

  function beginLater() {
    if (!isOver) pause = setTimeout(begin, 1_000 + Math.random() * 4_000);
  }

  function stop() {
    isOver = true;
    clearTimeout(pause);
    following?.unsubscribe();
  }

  begin();
  return stop;
}

/** What the gateway says in an event, unless it may pass. Lost connections and restarts are not final. */
function isFinal({ graphQLErrors }: CombinedError): boolean {
  return graphQLErrors.some(({ extensions }) => extensions.retryable !== true);
}

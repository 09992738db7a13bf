import type { ApolloCache, Reference } from '@apollo/client';
import { useMutation } from '@apollo/client/react';
import { graphql } from '../gql/index.ts';
import { useSpeech } from '../language/language.tsx';
import type { TurnoverPages } from './turnovers.tsx';

const MARK_SEEN = graphql(`
  mutation MarkSeen($accountId: ID!) {
    markTurnoversSeen(input: { accountId: $accountId }) {
      ... on MarkTurnoversSeenSuccess {
        account {
          id
        }
      }
      ... on UserError {
        code
      }
    }
  }
`);

/** Marks what is new as seen: at once, and new again where the gateway does not take it. */
export function MarkSeen({ pages }: { readonly pages: TurnoverPages }) {
  const { texts } = useSpeech();
  const [markSeen, { error }] = useMutation(MARK_SEEN, {
    update: (cache, { data }) => {
      const result = data?.markTurnoversSeen;
      if (result?.__typename === 'MarkTurnoversSeenSuccess') forgetNew(cache, result.account.id);
    },
  });
  const accountIds = new Set(pages.edges.filter(({ node }) => node.isNew === true).map(({ node }) => node.account.id));
  const markAll = (): void => {
    for (const accountId of accountIds)
      markSeen({
        variables: { accountId },
        optimisticResponse: {
          markTurnoversSeen: {
            __typename: 'MarkTurnoversSeenSuccess',
            account: { __typename: 'Account', id: accountId },
          },
        },
      }).catch(() => undefined);
  };
  return (
    <>
      {error !== undefined && <span role="alert">{texts.turnovers.notSeen}</span>}
      {accountIds.size > 0 && (
        <button type="button" className="button" onClick={markAll}>
          {texts.turnovers.markSeen}
        </button>
      )}
    </>
  );
}

function forgetNew(cache: ApolloCache, accountId: string): void {
  const entities = cache.extract(true) as Record<string, { __typename?: string; isNew?: boolean; account?: Reference }>;
  for (const [id, { __typename, isNew, account }] of Object.entries(entities))
    if (__typename === 'Turnover' && isNew === true && account?.__ref === `Account:${accountId}`)
      cache.modify({ id, fields: { isNew: () => false } });
}

import { InMemoryCache, type ApolloCache, type Reference } from '@apollo/client';
import possibleTypes from '../gql/possible-types.ts';
import { growingList, type List } from './growing-list.ts';

/** Ids are global, so entities need no configuration; a list of turnovers grows page by page for each filter and order. */
export function createCache(): InMemoryCache {
  const turnovers = growingList(['accountIds', 'connected', 'filter', 'orderBy']);
  return new InMemoryCache({
    possibleTypes: possibleTypes.possibleTypes,
    typePolicies: {
      BankUser: { fields: { turnovers } },
      // Parts of a connection or an account, and one for each.
      BankConnectionSync: { merge: true },
      Consent: { merge: true },
      Balance: { merge: true },
      // Opens the bank login for whoever holds its key: nothing for a cache.
      WizardSession: { keyFields: false, fields: { key: { read: () => undefined } } },
    },
  });
}

/** An account that was deleted goes, and its turnovers go from the lists over several accounts. */
export function evictAccount(cache: ApolloCache, id: string): void {
  cache.modify({
    id: viewerOf(cache),
    fields: {
      turnovers: (list: List | Reference, { readField }) => {
        if (!('edges' in list)) return list;
        const isKept = ({ node }: { readonly node: Reference }) =>
          readField('id', readField<Reference>('account', node)) !== id;
        return { ...list, edges: list.edges?.filter(isKept) };
      },
    },
  });
  cache.evict({ id: `Account:${id}` });
}

function viewerOf(cache: ApolloCache): string {
  let viewer = '';
  cache.modify({ fields: { viewer: (reference: Reference) => ((viewer = reference.__ref), reference) } });
  return viewer;
}

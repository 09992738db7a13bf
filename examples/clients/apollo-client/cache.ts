import { InMemoryCache, type FieldPolicy, type Reference, type TypePolicies } from '@apollo/client';
import { relayStylePagination } from '@apollo/client/utilities';
import fragments from '../generated/possible-types.js';
import { typesWithoutId } from '../generated/types-without-id.js';

// Lists have policies of their own, below.
const parts = typesWithoutId.filter((name) => !/(Connection|Edge|PageInfo)$/.test(name));

// Every argument but those that select the page; `@connection(key:)` separates lists that differ in nothing else.
const turnovers = relayStylePagination(['accountIds', 'connected', 'filter', 'orderBy', '@connection', ['key']]);

const banks: FieldPolicy<readonly Reference[]> = {
  keyArgs: ['search', 'country'],
  merge: (existing = [], incoming, { args }) => (args?.after ? [...existing, ...incoming] : incoming),
};

export const typePolicies: TypePolicies = {
  ...Object.fromEntries(parts.map((name) => [name, { merge: true }])),
  Query: { fields: { bankUsers: relayStylePagination(), banks } },
  BankUser: { fields: { turnovers } },
  Account: { fields: { turnovers } },
};

export function createCache(): InMemoryCache {
  return new InMemoryCache({ possibleTypes: fragments.possibleTypes, typePolicies });
}

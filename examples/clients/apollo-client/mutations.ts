import { gql, type ApolloCache, type ApolloClient, type TypedDocumentNode } from '@apollo/client';

interface UserError {
  readonly __typename: 'NotFoundError';
  readonly code: string;
}

export const DELETE_ACCOUNT: TypedDocumentNode<
  { readonly deleteAccount: { readonly __typename: 'DeleteSuccess'; readonly deletedId: string } | UserError },
  { id: string }
> = gql`
  mutation DeleteAccount($id: ID!) {
    deleteAccount(input: { id: $id }) {
      ... on DeleteSuccess {
        deletedId
      }
      ... on UserError {
        code
      }
    }
  }
`;

export function deleteAccount(client: ApolloClient, id: string, bankUserId: string) {
  return client.mutate({
    mutation: DELETE_ACCOUNT,
    variables: { id },
    update(cache, { data }) {
      if (data?.deleteAccount.__typename === 'DeleteSuccess') evictDeleted(cache, `Account:${id}`, bankUserId);
    },
  });
}

/** After `deleteAccount` or `deleteBankConnection`: lists leave out what is gone; what was computed from it is read again. */
export function evictDeleted(cache: ApolloCache, deleted: string, bankUserId: string): void {
  cache.evict({ id: deleted });
  evictComputed(cache, bankUserId);
  cache.gc();
}

export function evictComputed(cache: ApolloCache, bankUserId: string): void {
  for (const fieldName of ['turnovers', 'balanceTotals', 'recurringPayments', 'upcomingPayments'])
    cache.evict({ id: `BankUser:${bankUserId}`, fieldName });
}

export const CONNECT_BANK: TypedDocumentNode<{
  readonly createBankConnection: { readonly wizardSession?: { readonly key: string } };
}> = gql`
  mutation ConnectBank {
    createBankConnection(input: {}) {
      ... on CreateBankConnectionSuccess {
        wizardSession {
          key
        }
      }
      ... on UserError {
        code
      }
    }
  }
`;

export function connectBank(client: ApolloClient) {
  return client.mutate({ mutation: CONNECT_BANK, fetchPolicy: 'no-cache' });
}

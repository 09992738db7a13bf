import { graphql } from '../gql/index.ts';

// Results that hold the key of a bank login are not for the cache: use these with `fetchPolicy: 'no-cache'`.

export const CREATE = graphql(`
  mutation ConnectBank($input: CreateBankConnectionInput!) {
    createBankConnection(input: $input) {
      ... on CreateBankConnectionSuccess {
        wizardSession {
          key
          transactionId
        }
      }
      ... on UserError {
        code
      }
    }
  }
`);

export const RESET = graphql(`
  mutation LogInAgain($id: ID!) {
    resetBankConnection(input: { id: $id }) {
      ... on SyncNeedsUser {
        wizardSession {
          key
          transactionId
        }
      }
      ... on UserError {
        code
      }
    }
  }
`);

export const SYNC = graphql(`
  mutation Sync($input: SyncBankConnectionInput!) {
    syncBankConnection(input: $input) {
      ... on SyncStarted {
        pollAfterMs
        connection {
          ...ConnectionState
        }
      }
      ... on SyncNeedsUser {
        wizardSession {
          key
          transactionId
        }
      }
      ... on SyncLimitReachedError {
        availableAt
      }
      ... on UserError {
        code
      }
    }
  }
`);

export const REMOVE_CONNECTION = graphql(`
  mutation RemoveConnection($id: ID!) {
    deleteBankConnection(input: { id: $id }) {
      ... on DeleteSuccess {
        deletedId
      }
      ... on UserError {
        code
      }
    }
  }
`);

export const REMOVE_ACCOUNT = graphql(`
  mutation RemoveAccount($id: ID!) {
    deleteAccount(input: { id: $id }) {
      ... on DeleteSuccess {
        deletedId
      }
      ... on UserError {
        code
      }
    }
  }
`);

import { graphql } from 'relay-runtime';

export const accounts = graphql`
  query documentsAccountsQuery {
    viewer {
      id
      accounts {
        id
        description
        balance {
          amount {
            value
            currency
          }
        }
      }
    }
  }
`;

export const turnovers = graphql`
  query documentsTurnoversQuery($accountId: ID!) {
    ...documentsTurnovers_query @arguments(accountId: $accountId)
  }
`;

// On Query, because only types that implement Relay's interface Node can be fetched again by themselves.
export const turnoversFragment = graphql`
  fragment documentsTurnovers_query on Query
  @argumentDefinitions(accountId: { type: "ID!" }, count: { type: "Int", defaultValue: 50 }, cursor: { type: "String" })
  @refetchable(queryName: "documentsTurnoversPageQuery") {
    account(id: $accountId) {
      turnovers(first: $count, after: $cursor) @connection(key: "documents_turnovers") {
        edges {
          node {
            id
            bookingDate
            purposeText
          }
        }
      }
    }
  }
`;

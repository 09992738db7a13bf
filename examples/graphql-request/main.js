import { ClientError, gql, GraphQLClient } from 'graphql-request';

// Accounts and balances, asked for with graphql-request: any GraphQL client talks to the gateway. It retries nothing, and has no types of its own;
// docs/clients.md says what the client of this repository does beyond that.

const { GATEWAY_URL = 'http://127.0.0.1:4000/graphql', GATEWAY_TOKEN = '' } = process.env;

const gateway = new GraphQLClient(GATEWAY_URL, {
  headers: { authorization: `Bearer ${GATEWAY_TOKEN}` },
  // A balance that cannot be read leaves everything else.
  errorPolicy: 'all',
});

const ACCOUNTS = gql`
  query Accounts {
    viewer {
      accounts {
        description
        bankName
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

try {
  const { viewer } = await gateway.request(ACCOUNTS);
  for (const { description, bankName, balance } of viewer?.accounts ?? []) {
    const amount = balance?.amount;
    console.log([description, bankName, amount && `${amount.value} ${amount.currency}`].filter(Boolean).join(' · '));
  }
} catch (error) {
  const code = error instanceof ClientError ? error.response.errors?.[0]?.extensions?.code : undefined;
  console.error(code ?? 'The gateway cannot be reached.');
  process.exitCode = 1;
}

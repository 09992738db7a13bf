import { defineConfig } from '@graphql-mesh/compose-cli';
import { loadOpenAPISubgraph } from '@omnigraph/openapi';

/** The REST API as a subgraph, with the one edge that the API has no list for: from an account of a list to its balance. */
export const composeConfig = defineConfig({
  subgraphs: [
    {
      sourceHandler: loadOpenAPISubgraph('xs2a', {
        source: './openapi.yaml',
        endpoint: process.env.UPSTREAM_URL,
        operationHeaders: { Authorization: '{context.headers.authorization}' },
      }),
    },
  ],
  additionalTypeDefs: /* GraphQL */ `
    extend type Account {
      balance: Balance
        @resolveTo(
          sourceName: "xs2a"
          sourceTypeName: "Query"
          sourceFieldName: "balance"
          requiredSelectionSet: "{ id }"
          sourceArgs: { account_id: "{root.id}" }
        )
    }
  `,
});

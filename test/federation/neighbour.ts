import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSubgraphSchema } from '@apollo/subgraph';
import type { GraphQLSchemaModule } from '@apollo/subgraph/dist/schema-helper/index.js';
import { graphql, parse } from 'graphql';

/** Another team's subgraph: what a person saves for, told by accounts of this graph. */
export const NEIGHBOUR_SDL = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])

  type Query {
    savingsGoals: [SavingsGoal!]!
  }

  type SavingsGoal @key(fields: "id") {
    id: ID!
    title: String!
    target: MonetaryAmount!
    account: Account!
  }

  type Account @key(fields: "id") {
    id: ID!
    nickname: String
  }

  type MonetaryAmount @shareable {
    value: Decimal!
    currency: CurrencyCode
  }

  scalar Decimal
  scalar CurrencyCode
`;

/** @param accountIds of the accounts that its goals refer to */
export function startNeighbour(accountIds: () => readonly string[]): Promise<Neighbour> {
  const goals = (): unknown[] =>
    accountIds().map((id, index) => ({
      id: `goal-${index}`,
      title: `Goal ${index}`,
      target: { value: '1000.00', currency: 'EUR' },
      account: { __typename: 'Account', id },
    }));
  return startSubgraph(NEIGHBOUR_SDL, {
    Query: { savingsGoals: goals },
    Account: { nickname: ({ id }: { id: string }) => `Nickname of ${id}`, __resolveReference: (it: object) => it },
  });
}

export interface Neighbour {
  readonly url: string;
  close(): void;
}

/** Serves a subgraph of another team. */
export async function startSubgraph(
  sdl: string,
  resolvers: NonNullable<GraphQLSchemaModule['resolvers']>,
): Promise<Neighbour> {
  const schema = buildSubgraphSchema({ typeDefs: parse(sdl), resolvers });
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { query, variables } = JSON.parse(Buffer.concat(chunks).toString()) as {
        query: string;
        variables?: Record<string, unknown>;
      };
      void graphql({ schema, source: query, variableValues: variables ?? {} }).then((result) => {
        response.setHeader('content-type', 'application/json').end(JSON.stringify(result));
      });
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { url: `http://127.0.0.1:${portOf(server)}`, close: () => server.close() };
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

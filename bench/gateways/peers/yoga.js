// GraphQL Yoga with a DataLoader for each kind of thing and request, and the JIT of its plugin collection.
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { useGraphQlJit } from '@envelop/graphql-jit';
import DataLoader from 'dataloader';
import { parse } from 'graphql';
import { createYoga } from 'graphql-yoga';
import { Bank } from './bank.js';
import { byConnection, xs2aIdOf } from './mapping.js';
import { accessTokenFor, port, upstream } from './peer.js';
import { selects } from './selects.js';

const resolvers = {
  Query: {
    viewer: () => ({}),
    account(_, { id }, { bank, loaders }, info) {
      const xs2aId = xs2aIdOf(id);
      if (selects(info, 'balance')) void loaders.balances.load(xs2aId);
      if (selects(info, 'turnovers')) void loaders.turnovers.load(xs2aId);
      return bank.account(xs2aId);
    },
  },
  BankUser: {
    connections(_, args, { bank }, info) {
      if (selects(info, 'accounts')) void bank.accounts();
      return bank.connections();
    },
    accounts: (_, args, { bank }) => bank.accounts(),
  },
  BankConnection: {
    accounts: ({ xs2aId }, args, { loaders }) => loaders.accounts.load(xs2aId),
  },
  Account: {
    __resolveReference: ({ id }, { loaders }) => loaders.references.load(id),
    balance: ({ xs2aId }, args, { loaders }) => loaders.balances.load(xs2aId),
    async turnovers({ xs2aId }, { first }, { loaders }) {
      const list = await loaders.turnovers.load(xs2aId);
      return { list, totalCount: list.totalCount, first };
    },
  },
  TurnoverConnection: {
    nodes: ({ list, first }) => list.first(first),
    totals: ({ list }) => list.totals(),
    groups: ({ list }, { by }) => list.groups(by),
  },
};

function loadersOf(bank) {
  return {
    accounts: new DataLoader(async (ids) => {
      const accounts = byConnection(await bank.accounts());
      return ids.map((id) => accounts.get(id) ?? []);
    }),
    references: new DataLoader(async (ids) => {
      const accounts = new Map((await bank.accounts()).map((account) => [account.id, account]));
      return ids.map((id) => accounts.get(id) ?? null);
    }),
    balances: new DataLoader((ids) => Promise.all(ids.map((id) => bank.balance(id)))),
    turnovers: new DataLoader((ids) => Promise.all(ids.map((id) => bank.turnovers(id)))),
  };
}

const yoga = createYoga({
  schema: buildSubgraphSchema({
    typeDefs: parse(readFileSync(new URL('comparison.graphql', import.meta.url), 'utf8')),
    resolvers,
  }),
  plugins: [useGraphQlJit()],
  logging: false,
  graphiql: false,
  async context({ request }) {
    const bank = new Bank(upstream, await accessTokenFor(request.headers.get('authorization') ?? ''));
    return { bank, loaders: loadersOf(bank) };
  },
});

createServer(yoga).listen(port, '127.0.0.1', () => process.send({ id: 0 }));

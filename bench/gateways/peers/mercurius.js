// Mercurius as its makers recommend it for speed: JIT from the first request on, and loaders, which get all places of a field at once.
import { readFileSync } from 'node:fs';
import mercuriusWithFederation from '@mercuriusjs/federation';
import Fastify from 'fastify';
import { Bank } from './bank.js';
import { byConnection, xs2aIdOf } from './mapping.js';
import { accessTokenFor, port, upstream } from './peer.js';
import { selects } from './selects.js';

const schema = readFileSync(new URL('comparison.graphql', import.meta.url), 'utf8').replace(
  'type Query',
  'extend type Query',
);

const resolvers = {
  Query: {
    viewer: () => ({}),
    account(_, { id }, { bank }, info) {
      const xs2aId = xs2aIdOf(id);
      if (selects(info, 'balance')) void bank.balance(xs2aId);
      if (selects(info, 'turnovers')) void bank.turnovers(xs2aId);
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
  TurnoverConnection: {
    nodes: ({ list, first }) => list.first(first),
    totals: ({ list }) => list.totals(),
    groups: ({ list }, { by }) => list.groups(by),
  },
};

const loaders = {
  BankConnection: {
    async accounts(queries, { bank }) {
      const accounts = byConnection(await bank.accounts());
      return queries.map(({ obj }) => accounts.get(obj.xs2aId) ?? []);
    },
  },
  Account: {
    async __resolveReference(queries, { bank }) {
      const accounts = new Map((await bank.accounts()).map((account) => [account.id, account]));
      return queries.map(({ obj }) => accounts.get(obj.id) ?? null);
    },
    balance: (queries, { bank }) => Promise.all(queries.map(({ obj }) => bank.balance(obj.xs2aId))),
    turnovers: (queries, { bank }) =>
      Promise.all(
        queries.map(async ({ obj, params }) => {
          const list = await bank.turnovers(obj.xs2aId);
          return { list, totalCount: list.totalCount, first: params.first };
        }),
      ),
  },
};

const app = Fastify();
await app.register(mercuriusWithFederation, {
  schema,
  resolvers,
  loaders,
  jit: 1,
  context: async ({ headers }) => ({ bank: new Bank(upstream, await accessTokenFor(headers.authorization)) }),
});
await app.listen({ port, host: '127.0.0.1' });
process.send({ id: 0 });

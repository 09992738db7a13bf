// Apollo Server with type-graphql as they come: a class for each type, a DataLoader for each kind of thing and request, and nothing tuned.
import 'reflect-metadata';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { buildSchema } from 'type-graphql';
import { Bank } from '../bank.js';
import { accessTokenFor, port, upstream } from '../peer.js';
import { loadersOf, type Context } from './context.js';
import { AccountResolver, BankConnectionResolver, BankUserResolver, TurnoverConnectionResolver } from './resolvers.js';

const schema = await buildSchema({
  resolvers: [BankUserResolver, BankConnectionResolver, AccountResolver, TurnoverConnectionResolver],
});
const server = new ApolloServer<Context>({ schema });
await startStandaloneServer(server, {
  listen: { port, host: '127.0.0.1' },
  context: async ({ req }) => {
    const bank = new Bank(upstream, await accessTokenFor(req.headers.authorization));
    return { bank, ...loadersOf(bank) };
  },
});
process.send?.({ id: 0 });

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import { MemPubSub } from '@graphql-hive/pubsub';
import { unifiedGraphHandler } from '@graphql-hive/router-runtime';

const {
  SUPERGRAPH = 'supergraph.graphql',
  PORT = '4002',
  PROTOCOL = 'sse',
  PLANNER = 'javascript',
  PUBLIC_URL = `http://127.0.0.1:${PORT}`,
} = process.env;

/** How events come from the gateway. */
const subscriptions = {
  sse: undefined,
  websocket: {
    kind: 'ws',
    location: '/graphql',
    options: { connectionParams: { authorization: '{context.headers.authorization}' } },
  },
  callback: {
    kind: 'http-callback',
    options: { public_url: `${PUBLIC_URL}/callback` },
    headers: [['authorization', '{context.headers.authorization}']],
  },
}[PROTOCOL];

const gateway = createGatewayRuntime({
  supergraph: readFileSync(SUPERGRAPH, 'utf8'),
  propagateHeaders: {
    fromClientToSubgraphs: ({ request }) => ({ authorization: request.headers.get('authorization') }),
  },
  ...(subscriptions && { transportEntries: { banking: { options: { subscriptions } } } }),
  // Callbacks arrive as webhooks.
  ...(PROTOCOL === 'callback' && { pubsub: new MemPubSub(), webhooks: true }),
  ...(PLANNER === 'rust' && { unifiedGraphHandler }),
});

const server = createServer(gateway).listen(Number(PORT), '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${server.address().port}/graphql`);
});

process.once('SIGTERM', () => {
  server.closeAllConnections();
  server.close(() => process.exit());
});

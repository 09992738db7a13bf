import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import { createRemoteJWKSet, jwtVerify } from 'jose';

const { SUPERGRAPH = 'supergraph.graphql', PORT = '4002', JWKS_URL } = process.env;

const keys = createRemoteJWKSet(new URL(JWKS_URL));

/** The claims of the token; null without one that is valid. */
async function claimsOf(request) {
  const token = /^Bearer (.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  if (token === undefined) return null;
  return jwtVerify(token, keys).then(
    ({ payload }) => payload,
    () => null,
  );
}

const gateway = createGatewayRuntime({
  supergraph: readFileSync(SUPERGRAPH, 'utf8'),
  genericAuth: {
    mode: 'protect-granular',
    resolveUserFn: ({ request }) => claimsOf(request),
    extractScopes: (claims) => claims?.scope?.split(' ') ?? [],
  },
  propagateHeaders: {
    fromClientToSubgraphs: ({ request }) => ({ authorization: request.headers.get('authorization') }),
  },
});

const server = createServer(gateway).listen(Number(PORT), '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${server.address().port}/graphql`);
});

process.once('SIGTERM', () => server.close(() => process.exit()));

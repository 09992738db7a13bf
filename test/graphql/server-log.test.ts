import { createApolloServer } from '../../src/graphql/apollo-server.js';
import type { DocumentCache } from '../../src/graphql/document-cache.js';
import { buildGraph } from '../../src/resolvers/executable-schema.js';
import type { ServerLogEvent } from '../../src/graphql/server-log.js';
import type { GatewayContext } from '../../src/operation/context.js';

it('tells nothing of what Apollo Server says', async () => {
  const written = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const events: ServerLogEvent[] = [];
  const documents: Pick<DocumentCache, 'get'> = { get: () => Promise.reject(new Error('a secret')) };
  const apollo = createApolloServer({
    ...{ schema: await buildGraph(), introspection: false, production: true },
    documents: documents as DocumentCache,
    onOperation: () => undefined,
    onInternalError: () => undefined,
    onServerLog: (event) => events.push(event),
  });
  await apollo.start();
  const extensions = { persistedQuery: { version: 1, sha256Hash: 'a hash' } };
  await expect(apollo.executeOperation({ extensions }, { contextValue: {} as GatewayContext })).rejects.toThrow();
  await apollo.stop();
  const output = written.mock.calls.map(([text]) => String(text)).join('');
  written.mockRestore();
  expect(output).not.toContain('a secret');
  expect(events).toEqual([{ level: 'error', error: undefined }]);
});

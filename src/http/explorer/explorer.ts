import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { sendPage, type Policy } from '../page.js';
import { StaticFiles, type StaticSource } from '../static-files.js';
import { explorerCss } from './explorer.css.js';
import { explorerPage, ICON, SANDBOX_SCRIPT, type Demo, type ExplorerKind } from './explorer.page.js';

/**
 * `/`: Apollo Sandbox, and a GraphiQL of the gateway's own for who has no way to Apollo's hosts; it is also at
 * `/?explorer=graphiql`, and then nothing comes from any other host.
 *
 * @param demo tokens to fill in; undefined in front of a real XS2A.api
 */
export function addExplorer(server: FastifyInstance, demo: Demo | undefined): void {
  const files = new StaticFiles({ ...ownFiles(), ...graphiqlFiles() });
  server.get<{ Params: { file: string } }>('/explorer/:file', (request, reply) =>
    files.send(request.params.file, request, reply),
  );
  server.get<{ Querystring: { explorer?: unknown } }>('/', (request, reply) => {
    const kind = request.query.explorer === 'graphiql' ? 'graphiql' : 'sandbox';
    const nonce = randomUUID();
    return sendPage(reply, explorerPage({ kind, demo, nonce }), policyOf(kind, nonce));
  });
}

function policyOf(kind: ExplorerKind, nonce: string): Policy {
  const own = { 'script-src': ["'self'"], 'style-src': ["'self'"], 'img-src': ["'self'"], 'connect-src': ["'self'"] };
  if (kind === 'sandbox') {
    const { origin } = new URL(SANDBOX_SCRIPT);
    return { ...own, 'script-src': ["'self'", origin], 'frame-src': ['https://sandbox.embed.apollographql.com'] };
  }
  return {
    ...own,
    // GraphiQL's dialogs and menus put style elements into the page.
    'style-src': ["'self'", `'nonce-${nonce}'`],
    'img-src': ["'self'", 'data:'],
    'font-src': ['data:'],
  };
}

function ownFiles(): Record<string, StaticSource> {
  const scripts = ['graphiql-page.js', 'sandbox-page.js', 'operations.js', 'settings.js', 'tab-storage.js'];
  return {
    'explorer.css': explorerCss,
    'icon.svg': ICON,
    ...Object.fromEntries(scripts.map((name) => [name, new URL(`./browser/${name}`, import.meta.url)])),
  };
}

/** The bundles that the packages ship. They are optional dependencies: a production image does without. */
function graphiqlFiles(): Record<string, StaticSource> {
  const require = createRequire(import.meta.url);
  try {
    const bundle = (name: string, path: string) =>
      new URL(path, pathToFileURL(require.resolve(`${name}/package.json`)));
    return {
      'react.js': bundle('react', 'umd/react.production.min.js'),
      'react-dom.js': bundle('react-dom', 'umd/react-dom.production.min.js'),
      'graphiql.js': bundle('graphiql', 'graphiql.min.js'),
      'graphiql.css': bundle('graphiql', 'graphiql.min.css'),
    };
  } catch {
    return {};
  }
}

import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { OWN_NAMES, type DocumentNames } from '../../graphql/type-prefix.js';
import { sendPage, type Policy } from '../page.js';
import { StaticFiles, type StaticSource } from '../static-files.js';
import { explorerCss } from './explorer.css.js';
import { explorerPage, ICON, SANDBOX_SCRIPT, type Demo, type ExplorerKind } from './explorer.page.js';

/**
 * `/`: Apollo Sandbox, or GraphiQL, which needs no other host, when Apollo's hosts are unreachable; `/?explorer=graphiql` always
 * shows GraphiQL.
 *
 * @param demo tokens to fill in; undefined with a real XS2A.api
 * @param names of the schema that the operations are for
 */
export function addExplorer(server: FastifyInstance, demo: Demo | undefined, names: DocumentNames = OWN_NAMES): void {
  const files = new StaticFiles({ ...ownFiles(), ...graphiqlFiles() });
  server.get<{ Params: { file: string } }>('/explorer/:file', (request, reply) =>
    files.send(request.params.file, request, reply),
  );
  server.get<{ Querystring: { explorer?: unknown } }>('/', (request, reply) => {
    const withSlash = addressWithSlash(request.originalUrl);
    if (withSlash !== undefined) return reply.redirect(withSlash);
    const kind = request.query.explorer === 'graphiql' ? 'graphiql' : 'sandbox';
    const nonce = randomUUID();
    return sendPage(reply, explorerPage({ kind, demo, names, nonce }), policyOf(kind, nonce));
  });
}

/**
 * The addresses of the page are relative, so its own has to end with a slash: where the gateway is mounted at a path, such as
 * Express's `app.use('/bank', gateway.handle)`, it may not.
 *
 * @returns undefined where it does
 */
function addressWithSlash(url: string): string | undefined {
  const [path = ''] = url.split('?', 1);
  if (!path.startsWith('/') || path.endsWith('/')) return undefined;
  return `./${path.slice(path.lastIndexOf('/') + 1)}/${url.slice(path.length)}`;
}

function policyOf(kind: ExplorerKind, nonce: string): Policy {
  const own = { 'script-src': ["'self'"], 'style-src': ["'self'"], 'img-src': ["'self'"], 'connect-src': ["'self'"] };
  if (kind === 'sandbox') {
    const { origin } = new URL(SANDBOX_SCRIPT);
    return { ...own, 'script-src': ["'self'", origin], 'frame-src': ['https://sandbox.embed.apollographql.com'] };
  }
  return {
    ...own,
    // GraphiQL's dialogs and menus insert style elements.
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

/** The packages' bundles. Optional dependencies, absent in production images. */
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

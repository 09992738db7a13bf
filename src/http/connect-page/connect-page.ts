import type { FastifyInstance } from 'fastify';
import { OWN_NAMES, prefixedRootField, type DocumentNames } from '../../graphql/type-prefix.js';
import { sendPage, type Policy } from '../page.js';
import { StaticFiles, type StaticSource } from '../static-files.js';
import { connectPageCss } from './connect-page.css.js';
import { graphOfPage } from './documents.js';
import { connectPage, privacyPage, unknownLoginPage, type ConnectLogin } from './connect-page.page.js';

/** Finds the bank login of a key; undefined when there is none. */
export type FindLogin = (key: string) => Promise<Omit<ConnectLogin, 'key' | 'privacyUrl'> | undefined>;

/**
 * `/testbank/connect/:key`: the bank login of the embedded test bank. It only uses the gateway's GraphQL, as an example of
 * drawing the bank login in one's own page.
 *
 * Anybody with the link may log in, as with XS2A's own wizard: the page acts as the owner of the login. It exists for the test
 * bank only, without real people.
 *
 * @param privacyUrl of the privacy text; by default one about the test bank
 * @param names of the schema that the page uses
 */
export function addConnectPage(
  server: FastifyInstance,
  findLogin: FindLogin,
  privacyUrl = '../connect-page/privacy',
  names: DocumentNames = OWN_NAMES,
): void {
  const graph = graphOfPage(names);
  const beginning = prefixedRootField(names.prefix, 'createBankConnection');
  const files = new StaticFiles(filesOfPage());
  server.get<{ Params: { file: string } }>('/testbank/connect-page/:file', (request, reply) =>
    files.send(request.params.file, request, reply),
  );
  server.get<{ Params: { key: string } }>('/testbank/connect/:key', async ({ params: { key } }, reply) => {
    const login = await findLogin(key);
    if (login === undefined) return sendPage(reply.code(404), unknownLoginPage(beginning), POLICY);
    return sendPage(reply, connectPage({ key, privacyUrl, ...login }, graph), POLICY);
  });
  server.get('/testbank/connect-page/privacy', (_, reply) => sendPage(reply, privacyPage(), POLICY));
}

const POLICY: Policy = {
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  // Forms may contain images, such as captchas.
  'img-src': ["'self'", 'data:'],
  'connect-src': ["'self'"],
};

const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="16" cy="16" r="11" fill="none" stroke="#0f6b57" ' +
  'stroke-width="7"/></svg>';

function filesOfPage(): Record<string, StaticSource> {
  const names = [
    'bank-search',
    'connect',
    'consent',
    'dom',
    'ending',
    'fields',
    'flicker',
    'form',
    'graph',
    'login',
    'progress',
    'rich-text',
    'texts',
    'waiting',
  ];
  const scripts = names.map((name) => [`${name}.js`, new URL(`./browser/${name}.js`, import.meta.url)] as const);
  return { 'connect-page.css': connectPageCss, 'icon.svg': ICON, ...Object.fromEntries(scripts) };
}

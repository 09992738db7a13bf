import type { FastifyInstance } from 'fastify';
import { sendPage, type Policy } from '../page.js';
import { StaticFiles, type StaticSource } from '../static-files.js';
import { connectPageCss } from './connect-page.css.js';
import { connectPage, unknownLoginPage, type ConnectLogin } from './connect-page.page.js';

/** Finds the bank login that a key opens; undefined when there is none. */
export type FindLogin = (key: string) => Promise<Omit<ConnectLogin, 'key'> | undefined>;

/**
 * `/testbank/connect/:key`: where a person logs in at the embedded test bank. It does so with the gateway's GraphQL alone,
 * and so shows how to draw the bank login in a page of one's own.
 *
 * Whoever has the link may log in, as with XS2A's own wizard: the test bank says whose login it is, and the page acts as that
 * person. A page like this exists for the test bank only, where nobody is real.
 */
export function addConnectPage(server: FastifyInstance, findLogin: FindLogin): void {
  const files = new StaticFiles(filesOfPage());
  server.get<{ Params: { file: string } }>('/testbank/connect-page/:file', (request, reply) =>
    files.send(request.params.file, request, reply),
  );
  server.get<{ Params: { key: string } }>('/testbank/connect/:key', async ({ params: { key } }, reply) => {
    const login = await findLogin(key);
    if (login === undefined) return sendPage(reply.code(404), unknownLoginPage(), POLICY);
    return sendPage(reply, connectPage({ key, ...login }), POLICY);
  });
}

const POLICY: Policy = {
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  // Captchas and the like come inside the form.
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
    'dom',
    'ending',
    'fields',
    'flicker',
    'form',
    'graph',
    'login',
    'rich-text',
    'texts',
  ];
  const scripts = names.map((name) => [`${name}.js`, new URL(`./browser/${name}.js`, import.meta.url)] as const);
  return { 'connect-page.css': connectPageCss, 'icon.svg': ICON, ...Object.fromEntries(scripts) };
}

import { createReadStream } from 'node:fs';
import { createServer, request as ask } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

// Serves the page, its compiled parts and the client that they import, and passes /graphql on to the gateway, so that
// the browser sees one origin. A real deployment would bundle the page and name its origin in CORS_ORIGINS.

const root = fileURLToPath(new URL('../../', import.meta.url));
const gateway = new URL(process.env.GATEWAY_URL ?? 'http://127.0.0.1:4000');
const port = Number(process.env.PORT ?? 3000);

const FILES = { '/': 'examples/accounts/index.html', '/page.css': 'examples/accounts/page.css' };
const FOLDERS = {
  '/client/': 'client/dist/',
  '/': 'dist/examples/accounts/',
};
const TYPES = { '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript' };

const server = createServer((request, response) => {
  const pathname = (request.url ?? '/').split('?', 1)[0];
  if (pathname === '/graphql') passOn(request, response);
  else serveFile(pathname, response);
});
server.listen(port, '127.0.0.1', () => console.log(`The page is at http://127.0.0.1:${server.address().port}`));

function passOn(request, response) {
  const options = { method: request.method, headers: { ...request.headers, host: gateway.host } };
  const asked = ask(new URL('/graphql', gateway), options, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  asked.on('error', () => response.headersSent || response.writeHead(502).end());
  response.on('close', () => asked.destroy());
  request.pipe(asked);
}

function serveFile(pathname, response) {
  const file = FILES[pathname] ?? fileIn(pathname);
  const type = TYPES[extname(file ?? '')];
  if (file === undefined || type === undefined) return response.writeHead(404).end();
  const content = createReadStream(join(root, file));
  content.on('error', () => (response.headersSent ? response.destroy() : response.writeHead(404).end()));
  content.on('open', () => {
    response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, 'x-content-type-options': 'nosniff' });
    content.pipe(response);
  });
}

function fileIn(pathname) {
  const [prefix = '', folder] = Object.entries(FOLDERS).find(([start]) => pathname.startsWith(start)) ?? [];
  if (folder === undefined) return undefined;
  const file = normalize(pathname.slice(prefix.length));
  return file.startsWith('..') || file.startsWith(sep) ? undefined : join(folder, file);
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Fastify from 'fastify';
import { StaticFiles } from '../../src/http/static-files.js';

it('sends a file as soon as it can be read, and reads it once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'static-'));
  const path = join(folder, 'page.js');
  const files = new StaticFiles({ 'page.js': pathToFileURL(path) });
  const server = Fastify();
  server.get('/page.js', (request, reply) => files.send('page.js', request, reply));
  const get = async () => {
    const { statusCode, body } = await server.inject('/page.js');
    return statusCode === 200 ? body : statusCode;
  };
  expect(await get()).toBe(500);
  writeFileSync(path, 'first');
  expect(await get()).toBe('first');
  writeFileSync(path, 'second');
  expect(await get()).toBe('first');
  rmSync(folder, { recursive: true });
  await server.close();
});

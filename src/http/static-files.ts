import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';

const TYPES = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
} as const;

/** A text, or the file to read. */
export type StaticSource = string | URL;

interface StaticFile {
  readonly type: string;
  readonly tag: string;
  readonly plain: Buffer;
  readonly zipped: Buffer;
}

/** Static files by name: read and compressed on first request, with ETags. */
export class StaticFiles {
  readonly #sources: ReadonlyMap<string, StaticSource>;
  readonly #files = new Map<string, Promise<StaticFile>>();

  /** @param sources by name, ending in `.css`, `.js` or `.svg` */
  constructor(sources: Readonly<Record<string, StaticSource>>) {
    this.#sources = new Map(Object.entries(sources));
  }

  async send(name: string, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const source = this.#sources.get(name);
    if (source === undefined) {
      reply.callNotFound();
      return reply;
    }
    const { type, tag, plain, zipped } = await this.#load(name, source);
    // Cached but revalidated every time: the next release has other files under the same names.
    void reply.headers({ 'cache-control': 'no-cache', etag: tag, vary: 'accept-encoding' });
    if (request.headers['if-none-match']?.includes(tag) === true) return reply.code(304).send();
    void reply.type(type);
    if (!acceptsGzip(request)) return reply.send(plain);
    return reply.header('content-encoding', 'gzip').send(zipped);
  }

  #load(name: string, source: StaticSource): Promise<StaticFile> {
    const known = this.#files.get(name);
    if (known !== undefined) return known;
    const loaded = load(name, source);
    this.#files.set(name, loaded);
    // The next request reads it again.
    loaded.catch(() => this.#files.delete(name));
    return loaded;
  }
}

async function load(name: string, source: StaticSource): Promise<StaticFile> {
  const plain = typeof source === 'string' ? Buffer.from(source) : await readFile(source);
  const type = TYPES[name.slice(name.lastIndexOf('.') + 1) as keyof typeof TYPES];
  const tag = `W/"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`;
  return { type, tag, plain, zipped: await promisify(gzip)(plain, { level: 9 }) };
}

function acceptsGzip({ headers }: FastifyRequest): boolean {
  return /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(headers['accept-encoding'] ?? '');
}

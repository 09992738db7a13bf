import type { FastifyReply, FastifyRequest } from 'fastify';
import { membersOf } from '../domain/record.js';
import { GatewayError } from '../errors/gateway-error.js';
import type { TrustedDocuments } from '../graphql/trusted-documents.js';
import { replyWithError } from './error-reply.js';

/** How a request names its document. */
interface Asked {
  readonly query?: unknown;
  readonly documentId?: unknown;
  readonly extensions?: unknown;
}

/** Admits only listed documents, by text or id, and replaces the id by the text. */
export function requireTrustedDocument(trusted: TrustedDocuments) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const isGet = request.method === 'GET';
    const operation = trustedOperation(isGet ? inUrl(request) : membersOf(request.body), trusted);
    if (operation === undefined) return replyWithError(request, reply, 400, new GatewayError('DOCUMENT_NOT_TRUSTED'));
    if (isGet) putIntoUrl(request, operation.query);
    else request.body = operation;
    return Promise.resolve(undefined);
  };
}

/**
 * The operation with the text of its document, and without its extensions, since the executor would look the document up as an
 * automatically persisted one; undefined when it is not listed.
 */
export function trustedOperation(operation: Asked, trusted: TrustedDocuments) {
  const query = trustedTextOf(operation, trusted);
  return query === undefined ? undefined : { ...operation, query, extensions: {} };
}

/** The text is what runs: when there is one, an id is ignored. */
function trustedTextOf({ query, documentId, extensions }: Asked, trusted: TrustedDocuments): string | undefined {
  if (query !== undefined && query !== null && query !== '') {
    return typeof query === 'string' && trusted.has(query) ? query : undefined;
  }
  const id = documentId ?? membersOf(membersOf(extensions).persistedQuery).sha256Hash;
  return typeof id === 'string' ? trusted.textOf(id) : undefined;
}

function inUrl(request: FastifyRequest): Asked {
  const { search } = splitUrl(request);
  return {
    query: search.get('query'),
    documentId: search.get('documentId'),
    extensions: parseJson(search.get('extensions') ?? ''),
  };
}

function putIntoUrl(request: FastifyRequest, text: string): void {
  const { path, search } = splitUrl(request);
  search.set('query', text);
  search.delete('extensions');
  request.raw.url = `${path}?${search.toString()}`;
}

function splitUrl({ url }: FastifyRequest): { path: string; search: URLSearchParams } {
  const [path = '', ...search] = url.split('?');
  return { path, search: new URLSearchParams(search.join('?')) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

import type { Readable } from 'node:stream';
import { TransportFailure, type TransportFailureKind } from './transport-failure.js';

/**
 * Reads a JSON body of at most `maxBytes`; undefined when it is empty.
 *
 * @throws TransportFailure TOO_LARGE; GARBLED when it is compressed without having been asked to be, or no JSON
 */
export async function readJson(
  body: Readable,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  maxBytes: number,
): Promise<unknown> {
  if (headers['content-encoding'] !== undefined && headers['content-encoding'] !== 'identity')
    throw abandoned(body, 'GARBLED');
  if (Number(headers['content-length'] ?? 0) > maxBytes) throw abandoned(body, 'TOO_LARGE');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw abandoned(body, 'TOO_LARGE');
    chunks.push(chunk);
  }
  if (size === 0) return undefined;
  try {
    return JSON.parse(Buffer.concat(chunks, size).toString('utf8'));
  } catch {
    // The parser's message quotes the body.
    throw new TransportFailure('GARBLED', true);
  }
}

/** Stops reading, which closes the connection. */
function abandoned(body: Readable, kind: TransportFailureKind): TransportFailure {
  const failure = new TransportFailure(kind, true);
  body.on('error', () => undefined).destroy(failure);
  return failure;
}

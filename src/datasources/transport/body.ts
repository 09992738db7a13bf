import type { Readable } from 'node:stream';
import { JsonRows, type RowMapping } from './json-rows.js';
import { TransportFailure, type TransportFailureKind } from './transport-failure.js';

/**
 * Reads a JSON body of at most `maxBytes`; undefined when it is empty.
 *
 * @param rows a long list in it, which is mapped while it arrives
 * @throws TransportFailure TOO_LARGE; GARBLED when it is compressed without having been asked to be, or no JSON
 */
export async function readJson(
  body: Readable,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  maxBytes: number,
  rows?: RowMapping,
): Promise<unknown> {
  if (headers['content-encoding'] !== undefined && headers['content-encoding'] !== 'identity')
    throw abandoned(body, 'GARBLED');
  if (Number(headers['content-length'] ?? 0) > maxBytes) throw abandoned(body, 'TOO_LARGE');
  const reader = rows === undefined ? new WholeJson() : new JsonRows(rows);
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw abandoned(body, 'TOO_LARGE');
    understood(() => {
      reader.push(chunk);
    });
  }
  return size === 0 ? undefined : understood(() => reader.end());
}

class WholeJson {
  private readonly chunks: Buffer[] = [];

  push(chunk: Buffer): void {
    this.chunks.push(chunk);
  }

  end(): unknown {
    return JSON.parse(Buffer.concat(this.chunks).toString('utf8'));
  }
}

/** The parser's message quotes the body, so nothing of it is passed on. */
function understood<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw error instanceof SyntaxError ? new TransportFailure('GARBLED', true) : error;
  }
}

/** Stops reading, which closes the connection. */
function abandoned(body: Readable, kind: TransportFailureKind): TransportFailure {
  const failure = new TransportFailure(kind, true);
  body.on('error', () => undefined).destroy(failure);
  return failure;
}

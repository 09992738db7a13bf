import { decode, joined } from './bytes.js';
import { JsonRows, type RowMapping } from './json-rows.js';
import { TransportFailure } from './transport-failure.js';

/** Limits of a response body. */
export interface BodyLimits {
  /** Longer bodies are failures. */
  readonly maxBytes: number;
  /** A long list in the body, to be mapped during the download. */
  readonly rows?: RowMapping | undefined;
  /** Whether the body is a document, which is read into a Buffer as it is, and not JSON. */
  readonly isDocument?: boolean | undefined;
}

/** Reads a body in chunks: JSON, unless it is a document. Throws only TransportFailure: TOO_LARGE, or MALFORMED for invalid JSON. */
export class Body {
  private readonly reader: WholeDocument | JsonRows;
  private size = 0;

  /** @throws TransportFailure TOO_LARGE; MALFORMED for an encoding that was not requested */
  constructor(
    headers: Readonly<Record<string, string | string[] | undefined>>,
    private readonly limits: BodyLimits,
  ) {
    const { 'content-encoding': encoding = 'identity', 'content-length': length = 0 } = headers;
    if (encoding !== 'identity') throw new TransportFailure('MALFORMED', true);
    if (Number(length) > limits.maxBytes) throw new TransportFailure('TOO_LARGE', true);
    if (limits.rows !== undefined) this.reader = new JsonRows(limits.rows);
    else this.reader = limits.isDocument === true ? new WholeDocument() : new WholeJson();
  }

  push(chunk: Buffer): void {
    this.size += chunk.length;
    if (this.size > this.limits.maxBytes) throw new TransportFailure('TOO_LARGE', true);
    this.reader.push(chunk);
  }

  /** @returns undefined for an empty body */
  end(): unknown {
    return this.size === 0 ? undefined : understood(() => this.reader.end());
  }
}

class WholeDocument {
  protected readonly chunks: Buffer[] = [];

  push(chunk: Buffer): void {
    this.chunks.push(chunk);
  }

  end(): unknown {
    return joined(this.chunks);
  }
}

class WholeJson extends WholeDocument {
  override end(): unknown {
    return JSON.parse(decode(joined(this.chunks)));
  }
}

/** The parser's error is dropped, since it quotes the body. */
function understood<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw error instanceof SyntaxError ? new TransportFailure('MALFORMED', true) : error;
  }
}

import { JsonRows, type RowMapping } from './json-rows.js';
import { TransportFailure } from './transport-failure.js';

/** What a body may be like. */
export interface BodyLimits {
  /** A longer body is a failure. */
  readonly maxBytes: number;
  /** A long list in it, which is mapped while it arrives. */
  readonly rows?: RowMapping | undefined;
}

/** A JSON body that arrives in pieces. Whatever it throws is a TransportFailure: TOO_LARGE, or MALFORMED when it is no JSON. */
export class JsonBody {
  private readonly reader: WholeJson | JsonRows;
  private size = 0;

  /** @throws TransportFailure TOO_LARGE; MALFORMED when it is compressed without having been asked to be */
  constructor(
    headers: Readonly<Record<string, string | string[] | undefined>>,
    private readonly limits: BodyLimits,
  ) {
    const { 'content-encoding': encoding = 'identity', 'content-length': length = 0 } = headers;
    if (encoding !== 'identity') throw new TransportFailure('MALFORMED', true);
    if (Number(length) > limits.maxBytes) throw new TransportFailure('TOO_LARGE', true);
    this.reader = limits.rows === undefined ? new WholeJson() : new JsonRows(limits.rows);
  }

  push(chunk: Buffer): void {
    this.size += chunk.length;
    if (this.size > this.limits.maxBytes) throw new TransportFailure('TOO_LARGE', true);
    understood(() => {
      this.reader.push(chunk);
    });
  }

  /** @returns undefined when the body is empty */
  end(): unknown {
    return this.size === 0 ? undefined : understood(() => this.reader.end());
  }
}

class WholeJson {
  private readonly chunks: Buffer[] = [];

  push(chunk: Buffer): void {
    this.chunks.push(chunk);
  }

  end(): unknown {
    const [first, second] = this.chunks;
    // Most bodies come in one piece.
    const whole = first !== undefined && second === undefined ? first : Buffer.concat(this.chunks);
    return JSON.parse(whole.toString('utf8'));
  }
}

/** The parser's message quotes the body, so nothing of it is passed on. */
function understood<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw error instanceof SyntaxError ? new TransportFailure('MALFORMED', true) : error;
  }
}

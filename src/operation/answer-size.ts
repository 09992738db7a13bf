import { GatewayError } from '../errors/gateway-error.js';

/** Minimum size of a list's object in a result; building it takes several times as much memory. */
const OBJECT_BYTES = 64;

/** Size of a number, a boolean, or a member's punctuation. */
const SMALL_BYTES = 4;

/** Limits the size of a result. */
export class AnswerSize {
  #bytesOfObjects = 0;

  constructor(private readonly maxBytes: number) {}

  /** For another result with the same limit. */
  renewed(): AnswerSize {
    return new AnswerSize(this.maxBytes);
  }

  /**
   * To be called with the length of each list before its objects are completed.
   *
   * @throws GatewayError OPERATION_LIMIT_EXCEEDED when the total exceeds the limit
   */
  countObjects(count: number): void {
    this.#bytesOfObjects += count * OBJECT_BYTES;
    if (this.isExceeded) throw this.refusal();
  }

  /** Whether a completed result fits, before it is serialised. Stops counting once it does not. */
  fits(data: unknown): boolean {
    if (this.isExceeded) return false;
    // Letters are counted faster than their bytes, and almost every result is small.
    return left(data, this.maxBytes / MAX_BYTES_PER_LETTER, lettersOf) >= 0 || left(data, this.maxBytes, bytesOf) >= 0;
  }

  refusal(): GatewayError {
    return new GatewayError('OPERATION_LIMIT_EXCEEDED', { message: `An answer has at most ${this.maxBytes} bytes.` });
  }

  private get isExceeded(): boolean {
    return this.#bytesOfObjects > this.maxBytes;
  }
}

/** Of a UTF-16 code unit in UTF-8. */
const MAX_BYTES_PER_LETTER = 3;

function lettersOf(text: string): number {
  return text.length;
}

function bytesOf(text: string): number {
  return Buffer.byteLength(text);
}

/** What is left after the value; negative when it does not fit. */
function left(value: unknown, limit: number, sizeOf: (text: string) => number): number {
  if (typeof value === 'string') return limit - sizeOf(value) - SMALL_BYTES;
  if (typeof value !== 'object' || value === null) return limit - SMALL_BYTES;
  let rest = limit - SMALL_BYTES;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length && rest >= 0; index++) rest = left(value[index], rest, sizeOf);
    return rest;
  }
  for (const name in value) {
    if (rest < 0) return rest;
    rest = left((value as Record<string, unknown>)[name], rest - name.length - SMALL_BYTES, sizeOf);
  }
  return rest;
}

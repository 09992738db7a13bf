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
    return !this.isExceeded && bytesLeft(data, this.maxBytes) >= 0;
  }

  refusal(): GatewayError {
    return new GatewayError('OPERATION_LIMIT_EXCEEDED', { message: `An answer has at most ${this.maxBytes} bytes.` });
  }

  private get isExceeded(): boolean {
    return this.#bytesOfObjects > this.maxBytes;
  }
}

/** The bytes left after the value; negative when it does not fit. */
function bytesLeft(value: unknown, left: number): number {
  if (typeof value === 'string') return left - Buffer.byteLength(value) - SMALL_BYTES;
  if (typeof value !== 'object' || value === null) return left - SMALL_BYTES;
  let rest = left - SMALL_BYTES;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length && rest >= 0; index++) rest = bytesLeft(value[index], rest);
    return rest;
  }
  for (const name in value) {
    if (rest < 0) return rest;
    rest = bytesLeft((value as Record<string, unknown>)[name], rest - name.length - SMALL_BYTES);
  }
  return rest;
}

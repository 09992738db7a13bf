import { GatewayError } from '../errors/gateway-error.js';

/** What an object of a list takes in an answer at the least; in memory it takes several times as much while the answer is made. */
const OBJECT_BYTES = 64;

/** What a number, a boolean, or a member's quotes, colon and comma take. */
const SMALL_BYTES = 4;

/** How large one answer may become. */
export class AnswerSize {
  #bytesOfObjects = 0;

  constructor(private readonly maxBytes: number) {}

  /**
   * To be told of the objects of each list, before they are made into a part of the answer.
   *
   * @throws GatewayError OPERATION_LIMIT_EXCEEDED once there are more than fit into it
   */
  countObjects(count: number): void {
    this.#bytesOfObjects += count * OBJECT_BYTES;
    if (this.isExceeded) throw this.refusal();
  }

  /** Whether an answer that is made fits, before it is written. Stops looking once it does not. */
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

/** What is left of so many bytes after the value; below zero where it does not fit. */
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

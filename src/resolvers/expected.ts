import { GatewayError } from '../errors/gateway-error.js';
import { notFoundError } from '../schema/user-error.js';
import type { NotFoundError } from '../schema/user-error.type.js';

/** In mutations a missing thing is an outcome, not an error: turns the one into the other, wherever in the work it comes up. */
export async function orNotFound<T>(work: Promise<T>): Promise<T | NotFoundError> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof GatewayError && error.code === 'NOT_FOUND') return notFoundError();
    throw error;
  }
}

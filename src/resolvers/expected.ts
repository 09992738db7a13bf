import { GatewayError } from '../errors/gateway-error.js';
import { notFoundError } from '../schema/user-error.js';
import type { NotFoundError } from '../schema/user-error.type.js';

/** In mutations a missing object is a result, not an error: converts NOT_FOUND from anywhere in the work. */
export async function orNotFound<T>(work: Promise<T>): Promise<T | NotFoundError> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof GatewayError && error.code === 'NOT_FOUND') return notFoundError();
    throw error;
  }
}

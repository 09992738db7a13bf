import { GatewayError } from '../errors/gateway-error.js';

const MAX_PAGE = 500;

/** @throws GatewayError BAD_USER_INPUT when it is not 1 to 500 */
export function pageSize(first: number): number {
  if (first < 1 || first > MAX_PAGE) {
    throw new GatewayError('BAD_USER_INPUT', { message: `A page has 1 to ${MAX_PAGE} entries.` });
  }
  return first;
}

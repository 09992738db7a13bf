import { GatewayError } from '../errors/gateway-error.js';

const LARGEST_PAGE = 500;

/** @throws GatewayError BAD_USER_INPUT when it is not 1 to 500 */
export function pageSize(first: number): number {
  if (first < 1 || first > LARGEST_PAGE) {
    throw new GatewayError('BAD_USER_INPUT', { message: `A page has 1 to ${LARGEST_PAGE} entries.` });
  }
  return first;
}

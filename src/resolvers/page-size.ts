import { GatewayError } from '../errors/gateway-error.js';

const MAX_PAGE = 500;

/** @throws GatewayError BAD_USER_INPUT when it is not 1 to 500 */
export function pageSize(first: number): number {
  if (first < 1 || first > MAX_PAGE) {
    throw new GatewayError('BAD_USER_INPUT', { message: `\`first\` must be between 1 and ${MAX_PAGE}.` });
  }
  return first;
}

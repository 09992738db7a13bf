import type { OwnedRef } from '../domain/global-id.js';
import { ERROR_CODES } from '../errors/error-code.js';
import { GatewayError } from '../errors/gateway-error.js';
import type { IncompleteAccount } from '../schema/turnover-list.type.js';

/** Names an account that could not be read; what is no fault of reading it is thrown on. */
export function incomplete({ bankUserId, xs2aId }: OwnedRef, error: unknown): IncompleteAccount {
  if (!(error instanceof GatewayError)) throw error;
  return { bankUserId, accountXs2aId: xs2aId, code: error.code, retryable: ERROR_CODES[error.code].retryable };
}

import { berlinTime } from '../time/berlin.js';
import type { AccessToken } from './access-token.js';

export function toAccessTokenWire(token: AccessToken): Record<string, unknown> {
  return {
    id: token.id,
    token: token.token,
    valid_until: token.validUntil,
    created_at: berlinTime(token.createdAt),
    object: 'bank_user_access_token',
  };
}

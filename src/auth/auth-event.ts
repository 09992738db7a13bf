import type { RefusalReason } from './token-refused.js';

/** `error` is the cause as caught; loggers must drop its message. */
export type AuthEvent =
  | { readonly kind: 'tokenRefused'; readonly reason: RefusalReason }
  | { readonly kind: 'keysLoaded'; readonly keys: number }
  | { readonly kind: 'keysUnavailable'; readonly error: unknown };

import type { RefusalReason } from './token-refused.js';

/** What the log and the metrics may know. `error` is the cause as it was caught: for a log that drops messages. */
export type AuthEvent =
  | { readonly kind: 'tokenRefused'; readonly reason: RefusalReason }
  | { readonly kind: 'keysLoaded'; readonly keys: number }
  | { readonly kind: 'keysUnavailable'; readonly error: unknown };

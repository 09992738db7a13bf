/** Why a token was refused: for the log only, never for the caller. */
export type RefusalReason =
  'header' | 'form' | 'algorithm' | 'unknown-key' | 'signature' | 'expired' | 'claims' | 'bound' | 'nobody';

/** Internal to this folder; callers get UNAUTHENTICATED. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason) {
    super(`Token refused: ${reason}`);
    this.reason = reason;
  }
}

/** Why a token was refused: for the log only, a caller never learns it. */
export type RefusalReason =
  'header' | 'form' | 'algorithm' | 'unknown-key' | 'signature' | 'expired' | 'claims' | 'bound' | 'nobody';

/** Stays inside this folder; callers of the gateway get UNAUTHENTICATED. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason) {
    super(`Token refused: ${reason}`);
    this.reason = reason;
  }
}

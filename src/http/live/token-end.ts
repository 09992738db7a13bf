import { GatewayError } from '../../errors/gateway-error.js';
import type { Subscription } from '../../operation/subscription.js';

/** `setTimeout` takes no longer delay than about 24 days. */
const MAX_DELAY_MS = 24 * 86_400_000;

/** Ends a subscription with its token. @param endsAt epoch milliseconds; undefined: there is none */
export function endWithToken(subscription: Subscription, endsAt: number | undefined): NodeJS.Timeout | undefined {
  return atTokenEnd(endsAt, () => {
    subscription.end(new GatewayError('UNAUTHENTICATED', { message: 'The access token has expired.' }));
  });
}

export function atTokenEnd(endsAt: number | undefined, end: () => void): NodeJS.Timeout | undefined {
  if (endsAt === undefined) return undefined;
  return setTimeout(end, Math.min(Math.max(endsAt - Date.now(), 0), MAX_DELAY_MS)).unref();
}

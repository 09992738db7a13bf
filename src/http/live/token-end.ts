import { GatewayError } from '../../errors/gateway-error.js';
import type { Subscription } from '../../operation/subscription.js';

/** `setTimeout` takes no longer delay than about 24 days. */
const MAX_DELAY_MS = 24 * 86_400_000;

/** Ends a subscription with its token. @param endsAt epoch milliseconds; undefined: there is none */
export function endWithToken(subscription: Subscription, endsAt: number | undefined): void {
  const cancel = atTokenEnd(endsAt, () => {
    subscription.end(new GatewayError('UNAUTHENTICATED', { message: 'The access token has expired.' }));
  });
  subscription.signal.addEventListener('abort', cancel, { once: true });
}

/** @returns cancels it */
export function atTokenEnd(endsAt: number | undefined, end: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const wait = (until: number) => {
    const delayMs = Math.max(until - Date.now(), 0);
    const then = delayMs > MAX_DELAY_MS ? wait : end;
    timer = setTimeout(then, Math.min(delayMs, MAX_DELAY_MS), until).unref();
  };
  if (endsAt !== undefined) wait(endsAt);
  return () => {
    clearTimeout(timer);
  };
}

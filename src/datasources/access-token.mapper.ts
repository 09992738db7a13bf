import { readBerlinTime, toBerlinTime } from '../domain/berlin-time.js';
import type { AccessToken } from '../schema/access-token.type.js';
import { idOf, instantOf, recordOf, textOf } from './xs2a/lenient.js';
import { UpstreamError } from './xs2a/upstream-error.js';

const HOUR_MS = 3_600_000;

/**
 * When a token is to end, as upstream takes it: German local time. In the hour that occurs twice in October upstream would read
 * the second one as the first, which is over: then the token ends with that hour.
 */
export function toValidUntil(end: Date): string {
  const asked = toBerlinTime(end);
  const isReadEarlier = Date.parse(readBerlinTime(asked) ?? '') < Math.floor(end.getTime() / 1000) * 1000;
  return isReadEarlier ? toBerlinTime(new Date((Math.floor(end.getTime() / HOUR_MS) + 1) * HOUR_MS)) : asked;
}

/** @throws UpstreamError OUTCOME_UNKNOWN when upstream says that it created a token, but not which */
export function toAccessToken(body: unknown): AccessToken {
  const answer = recordOf(body);
  const id = idOf(answer?.id);
  const token = textOf(answer?.token);
  if (id === null || token === null) throw new UpstreamError('OUTCOME_UNKNOWN');
  return { id, token, validUntil: instantOf(answer?.valid_until) };
}

import { readBerlinTime, toBerlinTime } from '../domain/berlin-time.js';
import type { AccessToken } from '../schema/access-token.type.js';
import { idOf, instantOf, recordOf, textOf } from './xs2a/lenient.js';
import { malformedResponse, UpstreamError } from './xs2a/upstream-error.js';

const HOUR_MS = 3_600_000;

/**
 * The end of a token in upstream's form: German local time. Upstream would read the second of October's repeated hours as the
 * first, which is over, so the token ends with that hour instead.
 */
export function toValidUntil(end: Date): string {
  const asked = toBerlinTime(end);
  const isReadEarlier = Date.parse(readBerlinTime(asked) ?? '') < Math.floor(end.getTime() / 1000) * 1000;
  return isReadEarlier ? toBerlinTime(new Date((Math.floor(end.getTime() / HOUR_MS) + 1) * HOUR_MS)) : asked;
}

/** @throws UpstreamError OUTCOME_UNKNOWN when upstream reports a new token but not which */
export function toNewAccessToken(body: unknown): AccessToken {
  const created = toAccessToken(body);
  if (created?.token == null) throw new UpstreamError('OUTCOME_UNKNOWN');
  return created;
}

/** The id stays when a token is renewed, its text need not. @throws UpstreamError UPSTREAM_UNAVAILABLE when it is not the token asked for */
export function toRenewedAccessToken(body: unknown, tokenId: string): AccessToken {
  const renewed = toAccessToken(body);
  if (renewed?.token == null || renewed.id !== tokenId) throw malformedResponse();
  return renewed;
}

/** A row of the list, without its text. Null when it has no usable id. */
export function toListedAccessToken(row: unknown): AccessToken | null {
  const listed = toAccessToken(row);
  return listed && { ...listed, token: null };
}

function toAccessToken(body: unknown): AccessToken | null {
  const record = recordOf(body);
  const id = idOf(record?.id);
  if (record === null || id === null) return null;
  return {
    id,
    token: textOf(record.token),
    validUntil: instantOf(record.valid_until),
    createdAt: instantOf(record.created_at),
  };
}

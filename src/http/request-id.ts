import { randomUUID } from 'node:crypto';

/** Whoever joins logs by account numbers has to find another way. */
const IBAN = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/;
const WELL_FORMED = /^[A-Za-z0-9_-]{8,64}$/;

/** The caller's own id of the request when it is one and well-formed, so that its logs and ours can be joined; else a new one. */
export function requestIdOf(header: string | readonly string[] | undefined): string {
  return typeof header === 'string' && WELL_FORMED.test(header) && !IBAN.test(header) ? header : randomUUID();
}

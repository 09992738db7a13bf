import { randomUUID } from 'node:crypto';

/** IBANs are not accepted as request ids. */
const IBAN = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/;
const WELL_FORMED = /^[A-Za-z0-9_-]{8,64}$/;

/** The caller's request id when it is well-formed, to correlate logs; else a new one. */
export function requestIdOf(header: string | readonly string[] | undefined): string {
  return typeof header === 'string' && WELL_FORMED.test(header) && !IBAN.test(header) ? header : randomUUID();
}

import { randomUUID } from 'node:crypto';

const WELL_FORMED = /^[A-Za-z0-9_-]{8,64}$/;

/** The caller's own id for the request when it is well-formed, so that logs on both sides can be joined; otherwise a new one. */
export function requestIdOf(header: string | readonly string[] | undefined): string {
  return typeof header === 'string' && WELL_FORMED.test(header) ? header : randomUUID();
}

/** Text that stands for whatever the upstream API says about its inner life; no caller and no log may ever see it. */
export const UPSTREAM_TEXT = 'SECRET-UPSTREAM-TEXT';

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export function ok(body?: unknown, status = 200): Answer {
  return { status, ...(body === undefined ? {} : { body }) };
}

/** An error as XS2A writes it, with more in it than the contract promises. */
export function failure(status: number, headers: Readonly<Record<string, string>> = {}): Answer {
  const message = `${UPSTREAM_TEXT} of status ${status}`;
  const details = { trace: [`${UPSTREAM_TEXT} at App\\Http\\Kernel.php:42`], iban: 'DE00SECRETUPSTREAM0000' };
  return { status, body: { code: status, message, errors: details, exception: UPSTREAM_TEXT }, headers };
}

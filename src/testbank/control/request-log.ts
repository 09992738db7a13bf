/** One request to the API without credentials: no headers, no bodies. */
export interface LoggedRequest {
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly method: string;
  readonly path: string;
  /** Known parameters as sent; values of others are left out. */
  readonly query: Readonly<Record<string, string>>;
  /** `api-key`, a bank user's id, or `nobody`. */
  readonly caller: string;
  /** Null while it is in flight, and when no response was sent. */
  status: number | null;
  /** The connection was closed before the response. */
  aborted: boolean;
}

const MAX_REQUESTS = 50_000;
const knownParameters = new Set(
  'page per_page from to only_new onlyNew type transaction_id q country_id product bank_code format locale'.split(' '),
);

/** The latest requests, oldest first. */
export class RequestLog {
  #requests: LoggedRequest[] = [];

  add(method: string, path: string, search: string, caller: string): LoggedRequest {
    const at = new Date().toISOString();
    const parameters = [...new URLSearchParams(search)];
    const query = Object.fromEntries(parameters.map(([name, value]) => [name, legible(name, value)]));
    const request = { at, method, path, query, caller, status: null, aborted: false };
    this.#requests.push(request);
    if (this.#requests.length > 2 * MAX_REQUESTS) this.#requests = this.#requests.slice(-MAX_REQUESTS);
    return request;
  }

  all(): readonly LoggedRequest[] {
    return this.#requests.slice(-MAX_REQUESTS);
  }

  clear(): void {
    this.#requests = [];
  }
}

function legible(name: string, value: string): string {
  return knownParameters.has(name) ? value : '…';
}

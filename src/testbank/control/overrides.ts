import { matches, type RequestPattern } from './faults.js';

/** Replaces successful responses of a route, valid or not. Authorisation is still checked. */
export interface Override extends RequestPattern {
  readonly id: string;
  /** Number of requests that it affects; unlimited when absent. */
  times?: number;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** The whole response: text as it is, anything else as JSON. */
  readonly body?: unknown;
  /** Rows to append to the response's `data` or `turnovers`. */
  readonly rows?: readonly unknown[];
  /** Members to set in the response. */
  readonly merge?: Readonly<Record<string, unknown>>;
}

/** The active overrides; the latest matching one applies. */
export class Overrides {
  #overrides: Override[] = [];

  add(override: Override): void {
    this.#overrides.unshift(override);
  }

  all(): readonly Override[] {
    return this.#overrides;
  }

  clear(): void {
    this.#overrides = [];
  }

  /** The override of this request, if any; counts it. */
  take(method: string, path: string): Override | undefined {
    const override = this.#overrides.find((candidate) => matches(candidate, method, path));
    if (override?.times === undefined) return override;
    override.times -= 1;
    if (override.times <= 0) this.#overrides = this.#overrides.filter((other) => other !== override);
    return override;
  }
}

/** The response with the override applied; rows and members only apply to JSON objects. */
export function rewrite(override: Override, answer: string): string {
  const { body, rows, merge } = override;
  if (body !== undefined) return typeof body === 'string' ? body : JSON.stringify(body);
  const members = jsonIn(answer);
  if (typeof members !== 'object' || members === null || Array.isArray(members)) return answer;
  const list = 'turnovers' in members ? 'turnovers' : 'data';
  const own = (members as Record<string, unknown>)[list];
  const added = rows === undefined ? {} : { [list]: [...(Array.isArray(own) ? (own as unknown[]) : []), ...rows] };
  return JSON.stringify({ ...members, ...added, ...merge });
}

/** The JSON value of a text; undefined when it is not JSON. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

import { matches, type RequestPattern } from './faults.js';

/**
 * Says what the successful answers of a route are to look like, whether it makes sense or not. Who may see what is
 * checked as ever.
 */
export interface Override extends RequestPattern {
  readonly id: string;
  /** How often it applies; forever where left out. */
  times?: number;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** The whole answer: text as it is, anything else as JSON. */
  readonly body?: unknown;
  /** Rows to be added at the end of the answer's `data` or `turnovers`. */
  readonly rows?: readonly unknown[];
  /** Members to be put into the answer in place of its own. */
  readonly merge?: Readonly<Record<string, unknown>>;
}

/** The overrides in force; of several that fit, the one given last. */
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

  /** The override for this request, if any; it is counted. */
  take(method: string, path: string): Override | undefined {
    const override = this.#overrides.find((candidate) => matches(candidate, method, path));
    if (override?.times === undefined) return override;
    override.times -= 1;
    if (override.times <= 0) this.#overrides = this.#overrides.filter((other) => other !== override);
    return override;
  }
}

/** The answer as the override wants it; rows and members have a place in JSON objects alone. */
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

/** What a text holds in JSON; undefined for none. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

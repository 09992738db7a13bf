export interface IntegerRange {
  readonly fallback: number;
  readonly min: number;
  readonly max: number;
}

/**
 * Reads environment variables and collects all faults, so that an operator sees them at once. A value is never part of a fault or
 * a warning: any variable may hold a secret, if only by mistake.
 */
export class Variables {
  readonly #env: NodeJS.ProcessEnv;
  readonly #faults: string[] = [];
  readonly #warnings: string[] = [];

  constructor(env: NodeJS.ProcessEnv) {
    this.#env = env;
  }

  get faults(): readonly string[] {
    return this.#faults;
  }

  get warnings(): readonly string[] {
    return this.#warnings;
  }

  get names(): readonly string[] {
    return Object.keys(this.#env);
  }

  /** Trimmed; a blank value counts as unset. */
  text(name: string): string | undefined {
    const value = this.#env[name]?.trim();
    return value === '' ? undefined : value;
  }

  /** Not trimmed: surrounding white space is a fault, usually a line break from a file. */
  secret(name: string): string | undefined {
    const value = this.#env[name];
    if (value === undefined || value === '') return undefined;
    if (value.trim() !== value) this.fault(name, 'begins or ends with white space');
    return value;
  }

  integer(name: string, { fallback, min, max }: IntegerRange): number {
    const value = this.text(name);
    if (value === undefined) return fallback;
    const number = /^\d{1,9}$/.test(value) ? Number(value) : NaN;
    if (number >= min && number <= max) return number;
    this.fault(name, `is not a whole number from ${min} to ${max}`);
    return fallback;
  }

  oneOf<T extends string>(name: string, allowed: readonly T[], fallback: T): T {
    const value = this.text(name);
    if (value === undefined) return fallback;
    const found = allowed.find((candidate) => candidate === value.toLowerCase());
    if (found === undefined) this.fault(name, `is none of ${allowed.join(', ')}`);
    return found ?? fallback;
  }

  /** The trimmed, non-empty items of a comma-separated list. */
  list(name: string): readonly string[] | undefined {
    const parts = this.text(name)
      ?.split(',')
      .map((part) => part.trim());
    return parts?.filter((part) => part !== '');
  }

  fault(name: string, what: string): void {
    this.#faults.push(`${name} ${what}`);
  }

  warn(name: string, what: string): void {
    this.#warnings.push(`${name} ${what}`);
  }
}

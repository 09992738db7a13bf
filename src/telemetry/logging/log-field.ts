import { CODE, describeFailure, type LoggedFailure } from './log-failure.js';

type Logged = string | number | boolean | readonly string[] | LoggedFailure;

/**
 * A validated log field. Types alone would not keep secrets out, since a wrong value may have the right type: every field checks
 * its value, and drops invalid ones.
 */
export interface Field<Accepted> {
  readonly read: (value: unknown) => Logged | undefined;
  /** For type inference only. */
  readonly accepts?: Accepted;
}

/** An integer. */
export const count: Field<number> = {
  read: (value) => (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined),
};

/** In milliseconds, to a tenth. */
export const milliseconds: Field<number> = {
  read: (value) => (typeof value === 'number' && value >= 0 && value < 1e9 ? Math.round(value * 10) / 10 : undefined),
};

export const httpStatus: Field<number> = {
  read: (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= 100 && value < 600 ? value : undefined,
};

/** A path with placeholders instead of ids, such as `/v1/api/accounts/{accountId}/balance`. */
export const route: Field<string> = pattern(/^\/$|^(\/(v1|xs2a|[A-Za-z-]{1,24}|\{[A-Za-z_]{1,24}\}))+$/);

/** An identifier of the program, such as a namespace: letters and hyphens. */
export const term: Field<string> = pattern(/^[a-z][a-z-]{0,31}$/i);

/** A code from a closed list: `ECONNREFUSED`, `UPSTREAM_TIMEOUT`. */
export const code: Field<string> = pattern(CODE);

/** An operation name. Excludes long numbers, which account numbers and IBANs have. */
export const operationName: Field<string> = pattern(/^(?!\w*\d{5})[A-Za-z_]\w{0,63}$/);

/** The name of a client program. Has few digits: IBANs have many, also between spaces. */
export const clientName: Field<string> = pattern(/^(?!(?:\D*\d){7})[A-Za-z0-9@][\w .@/()+-]{0,63}$/);

/** The version of a client program: begins with a number. Numbers of builds are shorter than account numbers. */
export const clientVersion: Field<string> = pattern(/^(?!.*\d{7})(?!(?:\D*\d){13})v?\d[\w.+-]{0,28}$/);

/** The listening origin: scheme, host and port. */
export const origin: Field<string> = pattern(/^https?:\/\/[A-Za-z0-9.:[\]-]{1,260}$/);

/** A configuration notice: plain words and names of variables, no values. */
export const configNotice: Field<string> = pattern(/^\w{1,64} is( [a-z,;:.'-]{1,20}| [A-Z2]{1,20}(_[A-Z2]{1,20})+)+$/);

/** An exception: its class, code and stack, never its message. */
export const failure: Field<unknown> = { read: describeFailure };

/** A closed list of words. */
export function oneOf<const Word extends string>(...words: readonly Word[]): Field<Word> {
  return { read: (value) => words.find((word) => word === value) };
}

export function listOf<Entry>(field: Field<Entry>): Field<readonly Entry[]> {
  return {
    read: (value) => {
      const entries = Array.isArray(value) ? value.slice(0, 20).map((entry) => field.read(entry)) : [];
      return entries.filter((entry) => typeof entry === 'string');
    },
  };
}

function pattern(form: RegExp): Field<string> {
  return { read: (value) => (typeof value === 'string' && form.test(value) ? value : undefined) };
}

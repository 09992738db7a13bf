import type { Fields } from '../http/input.js';
import type { World } from '../world.js';
import type { Element, Elements, Problems, Problem } from './elements.js';
import type { WizardSession } from './session.js';
import type { Texts } from './texts.js';

/** The input for drawing a screen. */
export interface View {
  readonly world: World;
  readonly session: WizardSession;
  readonly texts: Texts;
  readonly elements: Elements;
  /** The test bank's origin, without a trailing slash. */
  readonly origin: string;
}

/** The input for processing a submission. */
export interface Turn {
  readonly world: World;
  readonly session: WizardSession;
  readonly texts: Texts;
  readonly fields: Fields;
}

/** A code of XS2A's `last_error` with texts in the test bank. */
export type WizardErrorCode = Extract<
  keyof Texts,
  | 'validation_failed'
  | 'bank_code_unknown'
  | 'no_transports_found'
  | 'login_failed'
  | 'login_next_failed'
  | 'tan_method_not_allowed'
  | 'wrong_tan'
  | 'max_login_tries'
  | 'max_tan_tries'
  | 'no_compatible_accounts'
  | 'tech_error'
  | 'session_expired'
  | 'client_aborted'
>;

/** The result of a submission. */
export type Outcome =
  | { readonly kind: 'next' }
  | { readonly kind: 'stay' }
  | { readonly kind: 'refused'; readonly code: WizardErrorCode; readonly problems: Problems }
  | { readonly kind: 'over'; readonly code: WizardErrorCode };

export const next: Outcome = { kind: 'next' };
export const stay: Outcome = { kind: 'stay' };

export function over(code: WizardErrorCode): Outcome {
  return { kind: 'over', code };
}

/** One field is invalid; the user can try again. */
export function refused(turn: Turn, name: string, code: WizardErrorCode, rule: string): Outcome {
  return { kind: 'refused', code, problems: { [name]: { rules: [rule], message: turn.texts[code] } } };
}

/** One screen of a bank login. */
export interface Screen {
  /** Its form's name. */
  readonly name: string;
  /** What XS2A calls the step of the session (published by the vendor's SDKs). */
  readonly wireName: string;
  draw(view: View): readonly Element[];
  submit(turn: Turn): Outcome;
  /** Polled, not submitted. */
  readonly polls?: boolean;
  /** Handles `back`; true to stay on this screen. */
  back?(session: WizardSession): boolean;
}

/** A field's name and its rules, as the element shows them. */
export type Rules = Readonly<Record<string, string>>;

/** Validates against `required`, `accepted` and `min:n`; undefined when valid. */
export function check(turn: Turn, rules: Rules): Outcome | undefined {
  const found = Object.entries(rules).flatMap(([name, validation]): [string, Problem][] => {
    const rule = validation.split('|').find((one) => !obeys(turn.fields[name], one));
    return rule === undefined ? [] : [[name, { rules: [rule], message: messageFor(turn, rule) }]];
  });
  return found.length === 0
    ? undefined
    : { kind: 'refused', code: 'validation_failed', problems: Object.fromEntries(found) };
}

/** Text as it was entered; numbers are as good. */
export function entered(turn: Turn, name: string): string {
  const value = turn.fields[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}

/** A checkbox: real clients send true, "true", 1 and "1". */
export function isChecked(value: unknown): boolean {
  return [true, 'true', 1, '1', 'on'].some((yes) => yes === value);
}

/** The place of a choice among `count`, sent as a number or its text; undefined for anything else. */
export function chosenIndex(turn: Turn, name: string, count: number): number | undefined {
  const text = entered(turn, name);
  const index = /^\d{1,4}$/.test(text) ? Number(text) : count;
  return index < count ? index : undefined;
}

function obeys(value: unknown, rule: string): boolean {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
  if (rule === 'required') return text !== '';
  if (rule === 'accepted') return isChecked(value);
  return text.length >= Number(rule.replace('min:', ''));
}

function messageFor({ texts }: Turn, rule: string): string {
  if (rule === 'required') return texts.required;
  return rule === 'accepted' ? texts.notChecked : texts.tooShort;
}

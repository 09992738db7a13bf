import type { Problem } from './element.js';
import type { Outcome, Turn } from './screen.js';

/** A field's name and its rules, as the element shows them. */
export type Rules = Readonly<Record<string, string>>;

/** Checks what was entered against `required`, `accepted` and `min:n`; undefined where all is well. */
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

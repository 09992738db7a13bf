import { UPSTREAM_TEXT } from '../other-xs2a/answer.js';
import type { OtherXs2a } from '../other-xs2a/server.js';
import { isObject, type Person } from '../other-xs2a/world.js';

/** Members of upstream objects that say who somebody is. */
const PERSONAL = ['name', 'email', 'holder', 'iban', 'account_number', 'counter_iban', 'counter_holder'];

/** Too short a text is found anywhere. */
const SHORTEST = 6;

/** What of the secrets stands in the program's output, be it said by whatever member, level or stack. */
export function leaksInOutput(output: string, xs2a: OtherXs2a, jwts: readonly string[]): string[] {
  return found(output, [...credentials(xs2a, jwts), ...wizardKeys(xs2a), ...personal(xs2a), UPSTREAM_TEXT]);
}

/** Credentials and upstream's own words may stand nowhere in an answer; people's data and wizard keys not in its errors. */
export function leaksInAnswer(answer: string, xs2a: OtherXs2a, jwts: readonly string[]): string[] {
  const anywhere = found(answer, [...credentials(xs2a, jwts), UPSTREAM_TEXT]);
  const errors = errorsOf(answer);
  if (errors === '') return anywhere;
  const stacks = errors.match(/\bat .*\.js:\d+|node_modules|node:internal/g) ?? [];
  return [...anywhere, ...found(errors, [...wizardKeys(xs2a), ...personal(xs2a)]), ...stacks];
}

function errorsOf(answer: string): string {
  const value: unknown = JSON.parse(answer);
  return isObject(value) && value.errors !== undefined ? JSON.stringify(value.errors) : '';
}

function credentials(xs2a: OtherXs2a, jwts: readonly string[]): string[] {
  const basic = Buffer.from(`api:${xs2a.apiKey}`).toString('base64');
  return [xs2a.apiKey, basic, ...xs2a.tokens.everIssued, ...jwts];
}

function wizardKeys(xs2a: OtherXs2a): string[] {
  return [...xs2a.world.sessions.values()].map(({ key }) => key);
}

function personal(xs2a: OtherXs2a): string[] {
  return xs2a.world.people.flatMap(objectsOf).flatMap((raw) => PERSONAL.map((member) => raw[member]).filter(isTelling));
}

function objectsOf(person: Person): Record<string, unknown>[] {
  const rows = person.accounts.flatMap((account) => [...account.rows, ...account.arriving].map((row) => row.raw));
  return [person.raw, ...person.accounts.map((account) => account.raw), ...rows].filter(isObject);
}

function isTelling(value: unknown): value is string {
  return typeof value === 'string' && value.length >= SHORTEST;
}

function found(text: string, secrets: readonly string[]): string[] {
  return [...new Set(secrets)].filter((secret) => text.includes(secret));
}

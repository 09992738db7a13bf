import { recordOf, textOf } from './xs2a/lenient.js';

/** Nobody sends more fields. */
const MOST = 50;

/**
 * Which fields of a request a 422 names: messages by field, as Laravel has them, under `errors` or in place of the `message`
 * (published in the vendor's old documentation), or a list of them. The messages stay behind: they may quote what was sent.
 *
 * @returns none where it does not say which; undefined when it is no answer that can be read
 */
export function refusedFieldsOf(body: unknown): readonly string[] | undefined {
  const answer = recordOf(body);
  if (answer === null) return undefined;
  const { errors, message, messages } = answer;
  const named = [errors, messages, message].map(namesIn).find((names) => names.length > 0) ?? [];
  return [...new Set(named)].slice(0, MOST);
}

/** A field of a list is named with its position, as in `days.0`. */
function namesIn(messages: unknown): string[] {
  const names: unknown[] = Array.isArray(messages)
    ? messages.map((message: unknown) => recordOf(message)?.field ?? recordOf(message)?.name)
    : Object.keys(recordOf(messages) ?? {});
  return names.map((name) => textOf(name)?.split('.')[0] ?? '').filter((name) => name !== '');
}

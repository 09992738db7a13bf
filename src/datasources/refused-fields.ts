import { recordOf, textOf } from './xs2a/lenient.js';

/** More than any request has. */
const MAX_FIELDS = 50;

/**
 * The fields that a 422 names: messages by field in Laravel's form, under `errors` or in place of the `message` (published in the
 * vendor's old documentation), or a list of them. The messages are dropped: they may quote input.
 *
 * @returns empty when it names none; undefined when the response is unreadable
 */
export function refusedFieldsOf(body: unknown): readonly string[] | undefined {
  const answer = recordOf(body);
  if (answer === null) return undefined;
  const { errors, message, messages } = answer;
  const named = [errors, messages, message].map(namesIn).find((names) => names.length > 0) ?? [];
  return [...new Set(named)].slice(0, MAX_FIELDS);
}

/** A list item is named with its position, such as `days.0`. */
function namesIn(messages: unknown): string[] {
  const names: unknown[] = Array.isArray(messages)
    ? messages.map((message: unknown) => recordOf(message)?.field ?? recordOf(message)?.name)
    : Object.keys(recordOf(messages) ?? {});
  return names.map((name) => textOf(name)?.split('.')[0] ?? '').filter((name) => name !== '');
}

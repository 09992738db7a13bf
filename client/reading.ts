import { XS2AGatewayError } from './gateway-error.js';
import type { Answer } from './transport.js';

/**
 * Takes the thing that was asked for out of an answer.
 *
 * @throws XS2AGatewayError when it is not there
 */
export function picked<Data, Thing>(
  { data, errors }: Answer<Data>,
  pick: (data: Data) => Thing | null | undefined,
): Answer<Thing> {
  const thing = pick(data);
  if (thing == null) throw errors[0] ?? new XS2AGatewayError('NOT_FOUND', 'Not found, or not accessible to you.');
  return { data: thing, errors };
}

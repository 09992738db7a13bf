import { GatewayError } from '../../client/src/index.js';

/** The error of the gateway with which something fails. */
export async function failureOf(work: Promise<unknown>): Promise<GatewayError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof GatewayError)) throw new Error('It did not fail as it should');
  return error;
}

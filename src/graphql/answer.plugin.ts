import type { ApolloServerPlugin } from '@apollo/server';
import type { GatewayContext } from '../context.js';

/** Completes answers: what the operation has cost in `extensions.xs2a`, and the request's id in every error. */
export const answerPlugin: ApolloServerPlugin<GatewayContext> = {
  requestDidStart: () =>
    Promise.resolve({
      willSendResponse: ({ response: { body }, contextValue: { meter, requestId } }) => {
        if (body.kind !== 'single') return Promise.resolve();
        const { upstreamCalls, cacheHits, skippedRows } = meter;
        const result = body.singleResult;
        result.extensions = {
          ...result.extensions,
          xs2a: { upstreamCalls, cacheHits, ...(skippedRows > 0 && { skippedRows }) },
        };
        if (result.errors !== undefined) {
          result.errors = result.errors.map((error) => ({ ...error, extensions: { ...error.extensions, requestId } }));
        }
        return Promise.resolve();
      },
    }),
};

import type { GraphQLRequestContextDidResolveOperation } from '@apollo/server';
import {
  createSourceEventStream,
  getOperationAST,
  GraphQLError,
  OperationTypeNode,
  type ExecutionResult,
  type FormattedExecutionResult,
  type GraphQLSchema,
} from 'graphql';
import { GatewayError } from '../../errors/gateway-error.js';
import type { GatewayContext } from '../../operation/context.js';
import type { LiveEvent, Subscription } from '../../operation/subscription.js';
import type { Answers } from '../answers.js';
import { isInternal, maskError } from '../error-masking.js';
import type { Execution } from './schema-executor.js';

type Execute = (execution: Execution) => Promise<ExecutionResult>;

/**
 * Executes subscriptions: begins the stream of events, and executes the operation for each event in the event's context. Results
 * are masked, completed and reported like responses.
 */
export class SubscriptionExecutor {
  constructor(
    private readonly answers: Answers,
    private readonly onInternalError: (error: GraphQLError, context: GatewayContext) => void,
  ) {}

  /** @param execute executes the operation for one event @returns an empty result once the stream has begun, which the context's subscription holds */
  async begin(schema: GraphQLSchema, execution: Execution, execute: Execute): Promise<ExecutionResult> {
    const { context, ...operation } = execution;
    const { document, operationName, variables } = operation;
    const { subscription } = context;
    if (subscription === undefined) throw new TypeError('A subscription over a transport without subscriptions');
    const events = await createSourceEventStream({
      ...{ schema, document, operationName, variableValues: variables, contextValue: context },
    });
    if (!(Symbol.asyncIterator in events)) return events;
    const executeEvent = (event: LiveEvent) =>
      subscription.admitted(() =>
        this.resultOf({ ...operation, context: subscription.contextOf(event), rootValue: event.value }, execute),
      );
    subscription.begin(this.results(subscription, events as AsyncGenerator<LiveEvent, void>, executeEvent));
    return { data: null };
  }

  /** Most of its time it waits for the next event, and must not hold on to the context of the last one meanwhile. */
  private async *results(
    subscription: Subscription,
    events: AsyncGenerator<LiveEvent, void>,
    executeEvent: (event: LiveEvent) => Promise<FormattedExecutionResult>,
  ): AsyncGenerator<FormattedExecutionResult, void> {
    const next = () => events.next().then(({ value }) => (value === undefined ? undefined : executeEvent(value)));
    try {
      for (let result = await next(); result !== undefined; result = await next()) yield result;
    } catch (error) {
      // Pauses are aborted.
      if (!subscription.signal.aborted) yield this.failure(error, subscription.newContext());
    } finally {
      await events.return();
    }
  }

  private async resultOf(execution: Execution, execute: Execute): Promise<FormattedExecutionResult> {
    const { document, operationName, context } = execution;
    const { meter, charge } = context;
    const startedAt = performance.now();
    const operation = getOperationAST(document, operationName) ?? undefined;
    const result = this.formatted(await execute(execution), context);
    charge.atLeast(Math.max(1, meter.upstreamCalls));
    this.answers.finish(result, context, { operation, operationName: operation?.name?.value, startedAt });
    // Other events of the same look report their own calls.
    Object.assign(meter, { upstreamCalls: 0, cacheHits: 0, skippedRows: 0 });
    return result;
  }

  private formatted({ data, errors }: ExecutionResult, context: GatewayContext): FormattedExecutionResult {
    for (const error of errors?.filter(isInternal) ?? []) this.onInternalError(error, context);
    const masked = errors?.map((error) => maskError(error.toJSON(), error));
    return { ...(data !== undefined && { data }), ...(masked && { errors: masked }) };
  }

  private failure(error: unknown, context: GatewayContext): FormattedExecutionResult {
    const known = error instanceof GraphQLError ? error : new GraphQLError('', { originalError: error as Error });
    const { errors } = this.formatted({ errors: [known] }, context);
    const { requestId } = context;
    return { errors: errors?.map((one) => ({ ...one, extensions: { ...one.extensions, requestId } })) ?? [] };
  }
}

export function isSubscription({ document, operationName }: Pick<Execution, 'document' | 'operationName'>): boolean {
  return getOperationAST(document, operationName)?.operation === OperationTypeNode.SUBSCRIPTION;
}

const OVER_STREAMS =
  'Subscriptions run over WebSocket (graphql-transport-ws), or over HTTP with Accept: text/event-stream or multipart/mixed;subscriptionSpec=1.0.';

/**
 * Refuses subscriptions over plain HTTP, whose response cannot carry them, and mutations in streams that are begun by GET.
 *
 * @throws GatewayError BAD_USER_INPUT
 */
export function requireStreams(requested: GraphQLRequestContextDidResolveOperation<GatewayContext>): void {
  const { operation, response, contextValue } = requested;
  const { subscription } = contextValue;
  const type = operation?.operation;
  const isMisplaced = type === OperationTypeNode.SUBSCRIPTION && subscription === undefined;
  const isWrite = type === OperationTypeNode.MUTATION && subscription?.isReadOnly === true;
  if (!isMisplaced && !isWrite) return;
  response.http.status = 400;
  throw new GatewayError('BAD_USER_INPUT', { message: isWrite ? 'Mutations are sent by POST.' : OVER_STREAMS });
}

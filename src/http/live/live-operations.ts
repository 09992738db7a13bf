import type { ApolloServer } from '@apollo/server';
import type { FormattedExecutionResult } from 'graphql';
import { callerOf } from '../../admission/caller.js';
import type { Principal } from '../../auth/principal.js';
import type { GatewayContext } from '../../operation/context.js';
import type { RequestHead } from '../../operation/request-head.js';
import type { Subscription, Subscriptions } from '../../operation/subscription.js';

/** An operation as clients send it, validated no further than that it is an object. */
export interface OperationRequest {
  readonly query?: unknown;
  readonly operationName?: unknown;
  readonly variables?: unknown;
  readonly extensions?: unknown;
}

/** The only result of a query or a mutation, or of a subscription that could not begin. */
export interface SingleResult {
  readonly result: FormattedExecutionResult;
  /** Of a response that has only this result; undefined: 200. */
  readonly status?: number | undefined;
}

/** A subscription that has begun; whoever takes it has to end it. */
export interface Stream {
  readonly subscription: Subscription;
  readonly results: AsyncGenerator<FormattedExecutionResult, void>;
}

export type CreateContext = (principal: Principal, head: RequestHead, subscription?: Subscription) => GatewayContext;

/** Runs operations for the transports that can carry several results, by the same rules as over plain HTTP. */
export class LiveOperations {
  constructor(
    private readonly apollo: ApolloServer<GatewayContext>,
    private readonly createContext: CreateContext,
    readonly subscriptions: Subscriptions,
  ) {}

  /** @param isReadOnly refuses mutations */
  async run(
    request: OperationRequest,
    principal: Principal,
    head: RequestHead,
    isReadOnly = false,
  ): Promise<SingleResult | Stream> {
    const createContext = () => this.createContext(principal, head);
    const subscription = this.subscriptions.create(callerOf(principal), createContext, isReadOnly);
    const contextValue = this.createContext(principal, head, subscription);
    const { body, http } = await this.apollo.executeOperation(request as never, { contextValue });
    const { results } = subscription;
    if (results !== undefined) return { subscription, results };
    if (body.kind !== 'single') throw new TypeError('The executor gives no incremental results');
    return { result: body.singleResult, status: http.status };
  }
}

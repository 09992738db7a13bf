import type { ApolloServerOptions } from '@apollo/server';
import {
  getOperationAST,
  OperationTypeNode,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
} from 'graphql';
import type { GatewayContext } from '../../operation/context.js';
import { GatewayError } from '../../errors/gateway-error.js';
import { SerializedData } from './serialized-data.js';
import { OperationNumbers } from './operation-numbers.js';
import { PlannedExecution } from './planned-execution.js';
import { isSubscription, type SubscriptionExecutor } from './subscription-executor.js';
import { variablesKey } from './variables-key.js';

/** Operations that are executed with a schema of their own, which traces their fields. */
export interface OperationTraces {
  readonly schema: GraphQLSchema;
  isTraced(context: GatewayContext): boolean;
}

/** Of the plans of traced operations, which are few. */
const MAX_BYTES_TRACED = 8 * 1024 * 1024;

export interface Execution {
  /** Valid; the same object on every execution. */
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  /** As sent. */
  readonly variables?: Record<string, unknown> | null | undefined;
  readonly context: GatewayContext;
  /** Of a subscription: the event's value. */
  readonly rootValue?: unknown;
}

/** Executes operations; a bank user's query with a valid cached result is not executed. */
export class SchemaExecutor {
  private readonly execution = new PlannedExecution();
  private readonly tracedExecution = new PlannedExecution(MAX_BYTES_TRACED);
  private readonly numbers = new OperationNumbers();

  /** @param traces undefined: no operation is traced */
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly subscriptions: SubscriptionExecutor,
    private readonly traces?: OperationTraces,
  ) {}

  async execute(execution: Execution): Promise<ExecutionResult> {
    if (isSubscription(execution)) {
      return this.subscriptions.begin(this.schema, execution, (event) => this.executeAnew(event));
    }
    const { access, sources } = execution.context;
    const bankUserId = access.ownBankUserId;
    const name = this.nameOf(execution);
    // A service's operation may concern several bank users, and a trace has the fields that are executed.
    const isTraced = this.traces?.isTraced(execution.context) === true;
    if (bankUserId === undefined || name === undefined || isTraced) return this.executeAnew(execution);
    const cached = await sources.results.find(bankUserId, name);
    if (cached !== undefined) return dataOf(cached);
    const result = await this.executeAnew(execution);
    const { data, errors } = result;
    if (!data || errors !== undefined) return result;
    const finished = await sources.results.keep(bankUserId, name, () => {
      const whole = new SerializedData(JSON.stringify(data));
      return { result: whole, bytes: whole.bytes };
    });
    return finished === undefined ? result : dataOf(finished);
  }

  private async executeAnew(execution: Execution): Promise<ExecutionResult> {
    const { document, operationName, variables, context, rootValue } = execution;
    const traced = this.traces?.isTraced(context) === true ? this.traces.schema : undefined;
    const result = await (traced ? this.tracedExecution : this.execution).execute({
      schema: traced ?? this.schema,
      document,
      operationName,
      variableValues: variables,
      contextValue: context,
      rootValue,
    });
    const { data, errors = [] } = result;
    if (context.answerSize.fits([data, errors.map(({ path }) => path)])) return result;
    // Of a write, only the response is too large; the write has happened.
    const isWrite = getOperationAST(document, operationName)?.operation === OperationTypeNode.MUTATION;
    return { data: null, errors: [isWrite ? new GatewayError('OUTCOME_UNKNOWN') : context.answerSize.refusal()] };
  }

  /** Key of the operation, its variables and the caller's permissions; undefined for anything but a query. */
  private nameOf({ document, operationName, variables, context: { access } }: Execution): string | undefined {
    const operation = getOperationAST(document, operationName);
    if (operation?.operation !== OperationTypeNode.QUERY) return undefined;
    const values = variablesKey(variables ?? {});
    return values === undefined ? undefined : `${this.numbers.of(operation)} [${access.permissionsKey}] ${values}`;
  }
}

/** The executor as an Apollo gateway, the only form in which Apollo Server accepts one. */
export function executorOf(
  schema: GraphQLSchema,
  subscriptions: SubscriptionExecutor,
  traces: OperationTraces | undefined,
): NonNullable<ApolloServerOptions<GatewayContext>['gateway']> {
  const executor = new SchemaExecutor(schema, subscriptions, traces);
  return {
    onSchemaLoadOrUpdate: (listener) => {
      listener({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => undefined;
    },
    load: () =>
      Promise.resolve({
        executor: ({ document, context, request: { variables, operationName } }) =>
          executor.execute({ document, context: context as GatewayContext, variables, operationName }),
      }),
    stop: () => Promise.resolve(),
  };
}

/** A serialised result takes the place of `data` until the response is written. */
function dataOf(finished: object): ExecutionResult {
  return { data: finished as Record<string, unknown> };
}

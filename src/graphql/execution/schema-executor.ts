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
import { variablesKey } from './variables-key.js';

export interface Execution {
  /** Valid; the same object each time it comes. */
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  /** As they were sent. */
  readonly variables?: Record<string, unknown> | null | undefined;
  readonly context: GatewayContext;
}

/** Executes operations; a query of a bank user's, whose result was kept and would be the same again, is not executed. */
export class SchemaExecutor {
  private readonly execution = new PlannedExecution();
  private readonly numbers = new OperationNumbers();

  constructor(private readonly schema: GraphQLSchema) {}

  async execute(execution: Execution): Promise<ExecutionResult> {
    const { access, sources } = execution.context;
    const bankUserId = access.ownBankUserId;
    const name = this.nameOf(execution);
    // A service may have asked for several bank users.
    if (bankUserId === undefined || name === undefined) return this.executeAnew(execution);
    const kept = await sources.results.find(bankUserId, name);
    if (kept !== undefined) return dataOf(kept);
    const result = await this.executeAnew(execution);
    const { data, errors } = result;
    if (!data || errors !== undefined) return result;
    const finished = await sources.results.keep(bankUserId, name, () => {
      const whole = new SerializedData(JSON.stringify(data));
      return { result: whole, bytes: whole.bytes };
    });
    return finished === undefined ? result : dataOf(finished);
  }

  private async executeAnew({ document, operationName, variables, context }: Execution): Promise<ExecutionResult> {
    const result = await this.execution.execute({
      schema: this.schema,
      document,
      operationName,
      variableValues: variables,
      contextValue: context,
    });
    const { data, errors = [] } = result;
    if (context.answerSize.fits([data, errors.map(({ path }) => path)])) return result;
    // Of a write, the answer alone is too large.
    const isWrite = getOperationAST(document, operationName)?.operation === OperationTypeNode.MUTATION;
    return { data: null, errors: [isWrite ? new GatewayError('OUTCOME_UNKNOWN') : context.answerSize.refusal()] };
  }

  /** What is asked, down to the variables, and by what permissions; undefined for what is no query. */
  private nameOf({ document, operationName, variables, context: { access } }: Execution): string | undefined {
    const operation = getOperationAST(document, operationName);
    if (operation?.operation !== OperationTypeNode.QUERY) return undefined;
    const values = variablesKey(variables ?? {});
    return values === undefined ? undefined : `${this.numbers.of(operation)} [${access.permissionsKey}] ${values}`;
  }
}

/** The executor in the one form in which Apollo Server takes somebody else's: a gateway. */
export function executorOf(schema: GraphQLSchema): NonNullable<ApolloServerOptions<GatewayContext>['gateway']> {
  const executor = new SchemaExecutor(schema);
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

/** What was finished once stands in the place of data until it is written. */
function dataOf(finished: object): ExecutionResult {
  return { data: finished as Record<string, unknown> };
}

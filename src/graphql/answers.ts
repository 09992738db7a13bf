import type { FormattedExecutionResult, OperationDefinitionNode } from 'graphql';
import type { GatewayContext } from '../operation/context.js';
import { CallerNumbers } from './caller-numbers.js';
import type { OperationReport } from './operation-report.js';

/** What is reported of a response beside its context. */
export interface Answered {
  /** Undefined when the request never became an operation. */
  readonly operation: OperationDefinitionNode | undefined;
  readonly operationName: string | null | undefined;
  /** Of `performance.now`. */
  readonly startedAt: number;
}

/** Completes responses (the operation's cost in `extensions.xs2a`, the request id in every error) and reports them. */
export class Answers {
  private readonly numbers = new CallerNumbers();

  constructor(private readonly onOperation: (report: OperationReport) => void) {}

  finish(
    result: FormattedExecutionResult,
    context: GatewayContext,
    { operation, operationName, startedAt }: Answered,
  ): void {
    const { requestId, client, meter, caller } = context;
    complete(result, context);
    this.onOperation({
      requestId,
      client,
      name: operationName ?? undefined,
      type: operation?.operation,
      caller: caller.kind,
      callerNumber: this.numbers.of(caller),
      codes: (result.errors ?? []).map(({ extensions }) => String(extensions?.code)),
      durationMs: performance.now() - startedAt,
      ...meter.reading,
    });
  }
}

function complete(result: FormattedExecutionResult, { meter, requestId }: GatewayContext): void {
  const { skippedRows, ...calls } = meter.reading;
  result.extensions = { ...result.extensions, xs2a: { ...calls, ...(skippedRows > 0 && { skippedRows }) } };
  if (result.errors === undefined) return;
  result.errors = result.errors.map((error) => ({ ...error, extensions: { ...error.extensions, requestId } }));
}

import {
  execute,
  getOperationAST,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  Kind,
  OperationTypeNode,
  visit,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLError,
  type GraphQLObjectType,
  type OperationDefinitionNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { isPromise } from '../../domain/maybe-promise.js';
import { bytesOf } from '../limits/parsed-documents.js';
import type { ExecutionRun } from './execution-run.js';
import { buildExecutionContext } from './graphql-internals.js';
import { OperationNumbers } from './operation-numbers.js';
import { SelectionPlan } from './selection-plan.js';

type Data = NonNullable<ExecutionResult['data']> | null;

/** Of all plans; some hundreds of usual size. */
const MAX_BYTES = 32 * 1024 * 1024;

/** Measured, without the document, which a plan retains. */
const BYTES_PER_FIELD = 1_500;

const CONDITIONS: readonly string[] = [GraphQLIncludeDirective.name, GraphQLSkipDirective.name];

/**
 * Executes queries by cached plans, and everything else by graphql-js. Results are the same, including errors: graphql-js also
 * coerces the variables and collects the fields here.
 */
export class PlannedExecution {
  private readonly numbers = new OperationNumbers();
  /** Variables in conditions: each outcome has its own plan. */
  private readonly conditions = new WeakMap<OperationDefinitionNode, readonly string[]>();
  /** By operation and outcome. Limited separately: one document can have many. */
  private readonly plans: LRUCache<string, SelectionPlan>;

  constructor(maxBytes = MAX_BYTES) {
    this.plans = new LRUCache({ maxSize: maxBytes });
  }

  /** Estimated memory of the plans. */
  get bytes(): number {
    return this.plans.calculatedSize;
  }

  /** @param args with a valid document; the same object on every execution */
  execute(args: ExecutionArgs): ExecutionResult | Promise<ExecutionResult> {
    const rootType = args.schema.getQueryType();
    const operation = getOperationAST(args.document, args.operationName);
    if (operation?.operation !== OperationTypeNode.QUERY || !rootType) return execute(args);
    const run = buildExecutionContext(args);
    if (!('schema' in run)) return { errors: run };
    const outcome = this.outcomeOf(args.document, run);
    // graphql-js rejects a null condition when it reaches it, but a plan covers the whole operation.
    if (outcome === undefined) return execute(args);
    return executeQuery(run, () => this.planFor(args.document, run, rootType, outcome).run(run));
  }

  private planFor(document: DocumentNode, run: ExecutionRun, rootType: GraphQLObjectType, outcome: string) {
    const key = `${this.numbers.of(run.operation)} ${outcome}`;
    const known = this.plans.get(key);
    if (known !== undefined) return known;
    const plan = new SelectionPlan(run.schema, run, rootType);
    this.plans.set(key, plan, { size: BYTES_PER_FIELD * plan.fields + bytesOf(document) });
    return plan;
  }

  /** The outcomes of all conditions; undefined when one is null, in place of a variable's default. */
  private outcomeOf(document: DocumentNode, { operation, variableValues }: ExecutionRun): string | undefined {
    let outcome = '';
    for (const name of this.conditionsOf(document, operation)) {
      const value = variableValues[name];
      if (typeof value !== 'boolean') return undefined;
      outcome += value ? '1' : '0';
    }
    return outcome;
  }

  private conditionsOf(document: DocumentNode, operation: OperationDefinitionNode): readonly string[] {
    const known = this.conditions.get(operation);
    if (known !== undefined) return known;
    const found = conditionsIn(document);
    const own = (operation.variableDefinitions ?? []).map(({ variable }) => variable.name.value);
    const conditions = own.filter((name) => found.has(name));
    this.conditions.set(operation, conditions);
    return conditions;
  }
}

/** In the whole document, whichever fragments the operation spreads. */
function conditionsIn(document: DocumentNode): ReadonlySet<string> {
  const names = new Set<string>();
  visit(document, {
    Directive: ({ name, arguments: given = [] }) => {
      if (!CONDITIONS.includes(name.value)) return;
      for (const { value } of given) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return names;
}

function executeQuery(run: ExecutionRun, runPlan: () => unknown): ExecutionResult | Promise<ExecutionResult> {
  try {
    const data = runPlan() as Data | Promise<Data>;
    return isPromise(data)
      ? data.then(
          (settled) => resultOf(run, settled),
          (error: unknown) => failed(run, error),
        )
      : resultOf(run, data);
  } catch (error) {
    return failed(run, error);
  }
}

function resultOf({ collectedErrors: { errors } }: ExecutionRun, data: Data): ExecutionResult {
  return errors.length === 0 ? { data } : { errors, data };
}

function failed(run: ExecutionRun, error: unknown): ExecutionResult {
  run.collectedErrors.add(error as GraphQLError, undefined);
  return resultOf(run, null);
}

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
import { bytesOf } from '../limits/parsed-documents.js';
import { isPromise, type ExecutionRun } from './execution-run.js';
import { buildExecutionContext } from './graphql-internals.js';
import { OperationNumbers } from './operation-numbers.js';
import { SelectionPlan } from './selection-plan.js';

type Data = NonNullable<ExecutionResult['data']> | null;

/** Of all plans; some hundreds of a usual size. */
const MAX_BYTES = 32 * 1024 * 1024;

/** Measured, without the document, which a plan holds as well. */
const BYTES_PER_FIELD = 1_500;

const CONDITIONS: readonly string[] = [GraphQLIncludeDirective.name, GraphQLSkipDirective.name];

/**
 * Executes queries by plans that are kept, and everything else by graphql-js. The answers are the same, those with errors
 * included: graphql-js coerces the variables and collects the fields here as well.
 */
export class PlannedExecution {
  private readonly numbers = new OperationNumbers();
  /** Names of the variables on which conditions depend: for each outcome there is a plan. */
  private readonly conditions = new WeakMap<OperationDefinitionNode, readonly string[]>();
  /** By operation and outcome. Bounded by themselves: one document can have many. */
  private readonly plans: LRUCache<string, SelectionPlan>;

  constructor(maxBytes = MAX_BYTES) {
    this.plans = new LRUCache({ maxSize: maxBytes });
  }

  /** An estimate of the memory that plans take. */
  get bytes(): number {
    return this.plans.calculatedSize;
  }

  /** @param args with a document that is valid; the same object each time it comes */
  execute(args: ExecutionArgs): ExecutionResult | Promise<ExecutionResult> {
    const rootType = args.schema.getQueryType();
    const operation = getOperationAST(args.document, args.operationName);
    if (operation?.operation !== OperationTypeNode.QUERY || !rootType) return execute(args);
    const run = buildExecutionContext(args);
    if (!('schema' in run)) return { errors: run };
    const outcome = this.outcomeOf(args.document, run);
    // graphql-js refuses a null where it comes to the condition, which a plan, made at once for all of it, cannot tell.
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

  /** Which conditions hold; undefined where that cannot be said of all of them: a null given in place of a variable's default. */
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

/** Of the whole document: which fragments an operation spreads does not matter here. */
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

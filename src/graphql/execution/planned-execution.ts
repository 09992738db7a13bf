import {
  execute,
  getOperationAST,
  Kind,
  OperationTypeNode,
  visit,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLError,
  type GraphQLObjectType,
} from 'graphql';
import { buildExecutionContext } from 'graphql/execution/execute.js';
import { LRUCache } from 'lru-cache';
import { bytesOf } from '../limits/parsed-documents.js';
import { isPromise, type ExecutionRun } from './execution-run.js';
import { OperationNumbers } from './operation-numbers.js';
import { SelectionPlan } from './selection-plan.js';

type Data = NonNullable<ExecutionResult['data']> | null;

/** Of all plans; some hundreds of a usual size. */
const MOST_BYTES = 32 * 1024 * 1024;

/** Measured, without the document, which a plan holds as well. */
const BYTES_PER_FIELD = 1_500;

/**
 * Executes queries by plans that are kept, and everything else as graphql-js does. The answers are the same, those with errors
 * included: graphql-js coerces the variables and collects the fields here as well.
 */
export class PlannedExecution {
  private readonly numbers = new OperationNumbers();
  /** Names of the variables on which conditions depend: for each outcome there is a plan. */
  private readonly conditions = new WeakMap<DocumentNode, readonly string[]>();
  /** By operation and outcome. Bounded by themselves: one document can have many. */
  private readonly plans: LRUCache<string, SelectionPlan>;

  constructor(mostBytes = MOST_BYTES) {
    this.plans = new LRUCache({ maxSize: mostBytes });
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
    return 'schema' in run ? this.executeQuery(args.document, run, rootType) : { errors: run };
  }

  private executeQuery(document: DocumentNode, run: ExecutionRun, rootType: GraphQLObjectType) {
    try {
      const data = this.runPlan(document, run, rootType) as Data | Promise<Data>;
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

  private runPlan(document: DocumentNode, run: ExecutionRun, rootType: GraphQLObjectType): unknown {
    const outcome = this.conditionsOf(document)
      .map((name) => (run.variableValues[name] === true ? 1 : 0))
      .join('');
    const key = `${this.numbers.of(run.operation)} ${outcome}`;
    const known = this.plans.get(key);
    if (known !== undefined) return known.run(run);
    const plan = new SelectionPlan(run.schema, run, rootType);
    this.plans.set(key, plan, { size: BYTES_PER_FIELD * plan.fields + bytesOf(document) });
    return plan.run(run);
  }

  private conditionsOf(document: DocumentNode): readonly string[] {
    const known = this.conditions.get(document);
    if (known !== undefined) return known;
    const found = conditionsIn(document);
    this.conditions.set(document, found);
    return found;
  }
}

/** Of the whole document: which fragments an operation spreads does not matter here. */
function conditionsIn(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    Directive: ({ arguments: given = [] }) => {
      for (const { value } of given) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}

function resultOf({ collectedErrors: { errors } }: ExecutionRun, data: Data): ExecutionResult {
  return errors.length === 0 ? { data } : { errors, data };
}

function failed(run: ExecutionRun, error: unknown): ExecutionResult {
  run.collectedErrors.add(error as GraphQLError, undefined);
  return resultOf(run, null);
}

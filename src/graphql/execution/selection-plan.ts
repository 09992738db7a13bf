import {
  getNamedType,
  isAbstractType,
  isNonNullType,
  isObjectType,
  TypeNameMetaFieldDef,
  type FieldNode,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import { collectFields, collectSubfields } from 'graphql/execution/collectFields.js';
import { getFieldDef } from 'graphql/execution/execute.js';
import { getArgumentValues } from 'graphql/execution/values.js';
import { completeAt, Completions, infoOf, type Completion, type PlacedField } from './completion.js';
import { failAt, type ExecutionRun, type Place } from './execution-run.js';
import { IRREGULAR, quickCompletionOf, type QuickCompletion } from './quick-completion.js';
import { Selection, type PlannedField } from './selection.js';

type Nodes = readonly FieldNode[];

/**
 * How an operation is executed for one outcome of its conditions (`@skip`, `@include`): which fields each type has in it, what
 * resolves and what completes them. Any number of executions share it; nothing of the one that it was made for stays in it.
 */
export class SelectionPlan {
  private readonly completions: Completions;
  private readonly root: Selection;
  private readonly selections = new Map<Nodes, Map<GraphQLObjectType, Selection>>();
  private planned = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    run: ExecutionRun,
    rootType: GraphQLObjectType,
  ) {
    this.completions = new Completions(schema, (type, nodes) => this.selectionOf(type, nodes));
    const { fragments, variableValues, operation } = run;
    this.root = this.plan(
      run,
      rootType,
      collectFields(schema, fragments, variableValues, rootType, operation.selectionSet),
    );
  }

  /** How many there are, those of each type of a union counted. */
  get fields(): number {
    return this.planned;
  }

  run(run: ExecutionRun): unknown {
    return this.root.run(run, run.rootValue, undefined);
  }

  private selectionOf(type: GraphQLObjectType, nodes: Nodes): Selection {
    const selection = this.selections.get(nodes)?.get(type);
    if (selection === undefined) throw new TypeError(`Nothing was planned of ${type.name}`);
    return selection;
  }

  /** What is asked of the objects to which a field leads, whichever of its types they have. */
  private planBelow(run: ExecutionRun, fieldType: GraphQLOutputType, nodes: Nodes): void {
    const named = getNamedType(fieldType);
    const types = isAbstractType(named) ? this.schema.getPossibleTypes(named) : isObjectType(named) ? [named] : [];
    const { fragments, variableValues } = run;
    const selections = types.map((type) => {
      const collected = collectSubfields(this.schema, fragments, variableValues, type, nodes);
      return [type, this.plan(run, type, collected)] as const;
    });
    this.selections.set(nodes, new Map(selections));
  }

  private plan(run: ExecutionRun, type: GraphQLObjectType, collected: ReadonlyMap<string, Nodes>): Selection {
    this.planned += collected.size;
    const fields = [...collected].map(([key, nodes]) => this.field(run, type, key, nodes));
    return new Selection(fields.filter((field) => field !== undefined));
  }

  private field(run: ExecutionRun, parentType: GraphQLObjectType, key: string, nodes: Nodes): PlannedField | undefined {
    const [node] = nodes;
    const definition = node && getFieldDef(this.schema, parentType, node);
    if (!definition) return undefined;
    if (definition === TypeNameMetaFieldDef) {
      const typename = () => parentType.name;
      return { key, run: typename, quick: typename };
    }
    this.planBelow(run, definition.type, nodes);
    const field = { parentType, definition, nodes, key };
    const quick = quickCompletionOf(definition.type, (type) => this.quickObject(type, nodes));
    const complete = quickly(quick, this.completions.of(field));
    if (definition.resolve) return { key, run: resolved(field, complete, definition.resolve), quick: undefined };
    return plain(field, complete, quick);
  }

  private quickObject(type: GraphQLObjectType, nodes: Nodes): QuickCompletion | undefined {
    if (type.isTypeOf) return undefined;
    const selection = this.selectionOf(type, nodes);
    return selection.isQuick ? (value) => selection.quick(value) : undefined;
  }
}

/** Tries the quick way first. */
function quickly(quick: QuickCompletion | undefined, complete: Completion): Completion {
  if (quick === undefined) return complete;
  return (run, value, place) => {
    const completed = quick(value);
    return completed === IRREGULAR ? complete(run, value, place) : completed;
  };
}

/** A field that is a property of its source. */
function plain(
  field: PlacedField & { readonly key: string },
  complete: Completion,
  quick: QuickCompletion | undefined,
): PlannedField {
  const { key, definition } = field;
  const slowly = resolved(field, complete, undefined);
  if (quick === undefined) return { key, run: slowly, quick };
  return {
    key,
    run: (run, source, prev) => {
      const completed = isObject(source) ? quick(source[definition.name]) : IRREGULAR;
      return completed === IRREGULAR ? slowly(run, source, prev) : completed;
    },
    quick: (source) => quick(source[definition.name]),
  };
}

function isObject(source: unknown): source is Readonly<Record<string, unknown>> {
  return typeof source === 'object' && source !== null;
}

function resolved(
  { key, ...field }: PlacedField & { readonly key: string },
  complete: Completion,
  ownResolver: GraphQLFieldResolver<unknown, unknown> | undefined,
): PlannedField['run'] {
  const { definition, nodes, parentType } = field;
  const [node] = nodes as [FieldNode];
  const failing = { nodes, isNullable: !isNonNullType(definition.type) };
  return (run, source, prev) => {
    const place: Place = { prev, key, typename: parentType.name };
    let value: unknown;
    try {
      const resolve = ownResolver ?? run.fieldResolver;
      const args = definition.args.length === 0 ? {} : getArgumentValues(definition, node, run.variableValues);
      value = resolve(source, args, run.contextValue, infoOf(run, field, place));
    } catch (error) {
      return failAt(run, error, failing, place);
    }
    return completeAt(run, value, complete, failing, place);
  };
}

import {
  defaultFieldResolver,
  getArgumentValues,
  getNamedType,
  isAbstractType,
  isNonNullType,
  isObjectType,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from 'graphql';
import { completeAt, Completions, infoOf, type Completion, type PlacedField } from './completion.js';
import { failAt, type ExecutionRun, type Place } from './execution-run.js';
import { collectFields, collectSubfields } from './graphql-internals.js';
import { Selection, type PlannedField } from './selection.js';

type Nodes = readonly FieldNode[];

/**
 * The execution plan for one outcome of the conditions (`@skip`, `@include`): the fields of each type, their resolvers and
 * completions. Shared between executions; holds no state of one.
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

  /** Number of fields; those of each type of a union count. */
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

  /** Plans the selections below a field for all of its possible types. */
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
    const definition = node && this.definitionOf(parentType, node);
    if (!definition) return undefined;
    if (definition === TypeNameMetaFieldDef) return { key, run: () => parentType.name };
    this.planBelow(run, definition.type, nodes);
    const field = { parentType, definition, nodes };
    return { key, run: resolved(field, key, this.completions.of(field)) };
  }

  private definitionOf(parentType: GraphQLObjectType, { name }: FieldNode): GraphQLField<unknown, unknown> | undefined {
    const meta = parentType === this.schema.getQueryType() ? META_FIELDS_OF_QUERY : META_FIELDS;
    return meta.find((field) => field.name === name.value) ?? parentType.getFields()[name.value];
  }
}

const META_FIELDS: readonly GraphQLField<unknown, unknown>[] = [TypeNameMetaFieldDef];
const META_FIELDS_OF_QUERY: typeof META_FIELDS = [...META_FIELDS, SchemaMetaFieldDef, TypeMetaFieldDef];

function resolved(field: PlacedField, key: string, complete: Completion): PlannedField['run'] {
  const { definition, nodes, parentType } = field;
  const failing = { nodes, isNullable: !isNonNullType(definition.type) };
  const resolve = resolverOf(field);
  return (run, source, prev) => {
    const place: Place = { prev, key, typename: parentType.name };
    let value: unknown;
    try {
      value = resolve(run, source, place);
    } catch (error) {
      return failAt(run, error, failing, place);
    }
    return completeAt(run, value, complete, failing, place);
  };
}

type Resolve = (run: ExecutionRun, source: unknown, place: Place) => unknown;

function resolverOf(field: PlacedField): Resolve {
  const { definition, nodes } = field;
  const [node] = nodes as [FieldNode];
  const resolve: Resolve = (run, source, place) => {
    const args = definition.args.length === 0 ? {} : getArgumentValues(definition, node, run.variableValues);
    const resolver = definition.resolve ?? run.fieldResolver;
    return resolver(source, args, run.contextValue, infoOf(run, field, place));
  };
  return definition.resolve || definition.args.length > 0 ? resolve : propertyOf(field, resolve);
}

/** Like graphql-js's default resolver; the info argument is only created for functions. */
function propertyOf(field: PlacedField, resolve: Resolve): Resolve {
  const { name } = field.definition;
  return (run, source, place) => {
    if (run.fieldResolver !== defaultFieldResolver || !isObject(source)) return resolve(run, source, place);
    const property = source[name];
    if (typeof property !== 'function') return property;
    return (source as Methods)[name]?.({}, run.contextValue, infoOf(run, field, place));
  };
}

type Methods = Readonly<Record<string, (args: object, context: unknown, info: GraphQLResolveInfo) => unknown>>;

function isObject(source: unknown): source is Readonly<Record<string, unknown>> {
  return typeof source === 'object' && source !== null;
}

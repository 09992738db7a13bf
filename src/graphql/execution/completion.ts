import {
  GraphQLError,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type FieldNode,
  type GraphQLAbstractType,
  type GraphQLField,
  type GraphQLIsTypeOfFn,
  type GraphQLLeafType,
  type GraphQLList,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from 'graphql';
import { isPromise, whenKnown } from '../../domain/maybe-promise.js';
import { failAfter, failAt, type ExecutionRun, type Failing, type Place } from './execution-run.js';
import type { Selection } from './selection.js';

/** Completes a resolver's value, or throws. */
export type Completion = (run: ExecutionRun, value: unknown, place: Place) => unknown;

/** A field at its place in an operation. */
export interface PlacedField {
  readonly parentType: GraphQLObjectType;
  readonly definition: GraphQLField<unknown, unknown>;
  /** All field nodes with this response name. */
  readonly nodes: readonly FieldNode[];
}

/** The selection on an object type below a field. */
export type SelectionOf = (type: GraphQLObjectType, nodes: readonly FieldNode[]) => Selection;

/** Value completion as in the specification; what a type requires is determined once. */
export class Completions {
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly selectionOf: SelectionOf,
  ) {}

  of(field: PlacedField, type: GraphQLOutputType = field.definition.type): Completion {
    if (isNonNullType(type)) return nonNull(field, this.of(field, type.ofType));
    const complete = this.ofNullable(field, type);
    return (run, value, place) => {
      if (value instanceof Error) throw value;
      return value === null || value === undefined ? null : complete(run, value, place);
    };
  }

  private ofNullable(field: PlacedField, type: GraphQLOutputType): Completion {
    if (isListType(type)) return this.ofList(field, type);
    if (isLeafType(type)) return ofLeaf(type);
    if (isAbstractType(type)) return this.ofAbstract(field, type);
    if (isObjectType(type)) return this.ofObject(field, type);
    throw new TypeError(`${field.definition.name} gives back what no answer can have`);
  }

  private ofList(field: PlacedField, { ofType: itemType }: GraphQLList<GraphQLOutputType>): Completion {
    const complete = this.of(field, itemType);
    const failing = { nodes: field.nodes, isNullable: !isNonNullType(itemType) };
    return (run, value, prev) => {
      const completed: unknown[] = [];
      const waiting: PromiseLike<unknown>[] = [];
      try {
        for (const item of itemsOf(value, field)) {
          const place = { prev, key: completed.length, typename: undefined };
          const one = completeAt(run, item, complete, failing, place);
          completed.push(one);
          if (isPromise(one)) waiting.push(one);
        }
      } catch (error) {
        return failAfter(waiting, error);
      }
      return waiting.length === 0 ? completed : Promise.all(completed);
    };
  }

  private ofAbstract(field: PlacedField, type: GraphQLAbstractType): Completion {
    const completions = new Map<string, Completion>();
    const completionOf = (name: unknown) => {
      const known = completions.get(name as string);
      if (known !== undefined) return known;
      const completion = this.ofObject(field, this.memberOf(type, name));
      completions.set(name as string, completion);
      return completion;
    };
    return (run, value, place) => {
      const resolveType = type.resolveType ?? run.typeResolver;
      const name: unknown = resolveType(value, run.contextValue, infoOf(run, field, place), type);
      return whenKnown(name, (resolved) => completionOf(resolved)(run, value, place));
    };
  }

  private memberOf(type: GraphQLAbstractType, name: unknown): GraphQLObjectType {
    const member = typeof name === 'string' ? this.schema.getType(name) : undefined;
    if (isObjectType(member) && this.schema.isSubType(type, member)) return member;
    throw new GraphQLError(`What is said to be of the type "${type.name}" is of none of its types.`);
  }

  private ofObject(field: PlacedField, type: GraphQLObjectType): Completion {
    const selection = this.selectionOf(type, field.nodes);
    const complete: Completion = (run, value, place) => selection.run(run, value, place);
    return type.isTypeOf ? checked(field, type, type.isTypeOf, complete) : complete;
  }
}

function checked(
  field: PlacedField,
  type: GraphQLObjectType,
  isTypeOf: GraphQLIsTypeOfFn<unknown, unknown>,
  complete: Completion,
): Completion {
  return (run, value, place) =>
    whenKnown(isTypeOf(value, run.contextValue, infoOf(run, field, place)), (is) => {
      if (!is) throw new GraphQLError(`What is said to be of the type "${type.name}" is not.`);
      return complete(run, value, place);
    });
}

/** Completes a value or a promise, and attributes errors to its place. */
export function completeAt(
  run: ExecutionRun,
  value: unknown,
  complete: Completion,
  failing: Failing,
  place: Place,
): unknown {
  if (isPromise(value)) {
    return value.then(
      (settled) => completeAt(run, settled, complete, failing, place),
      (error: unknown) => failAt(run, error, failing, place),
    );
  }
  try {
    const completed = complete(run, value, place);
    return isPromise(completed)
      ? completed.then(undefined, (error: unknown) => failAt(run, error, failing, place))
      : completed;
  } catch (error) {
    return failAt(run, error, failing, place);
  }
}

export function infoOf(
  { schema, fragments, rootValue, operation, variableValues }: ExecutionRun,
  { definition, nodes, parentType }: PlacedField,
  path: Place,
): GraphQLResolveInfo {
  const field = { fieldName: definition.name, fieldNodes: nodes, returnType: definition.type, parentType, path };
  // The spread comes last: V8 adds properties after a spread twenty times slower.
  return { schema, fragments, rootValue, operation, variableValues, ...field };
}

function nonNull({ parentType, definition }: PlacedField, complete: Completion): Completion {
  return (run, value, place) => {
    const completed = complete(run, value, place);
    if (completed !== null) return completed;
    throw new Error(`Cannot return null for non-nullable field ${parentType.name}.${definition.name}.`);
  };
}

function ofLeaf(type: GraphQLLeafType): Completion {
  return (_, value) => {
    const serialized: unknown = type.serialize(value);
    if (serialized !== null && serialized !== undefined) return serialized;
    throw new Error(`The type ${type.name} cannot write a value.`);
  };
}

function itemsOf(value: unknown, { parentType, definition }: PlacedField): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value === 'object' && value !== null && Symbol.iterator in value) return [...(value as Iterable<unknown>)];
  throw new GraphQLError(`Expected Iterable, but did not find one for field "${parentType.name}.${definition.name}".`);
}

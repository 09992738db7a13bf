import {
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  OperationTypeNode,
  valueFromASTUntyped,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { MAX_PAGE_SIZE } from '../../domain/turnover/index.js';
import { MUTATION_WEIGHT, type CostModel, type FieldCost } from './cost-model.js';
import type { ListBounds } from './list-bounds.js';

type Variables = Readonly<Record<string, unknown>>;

/** List fields of a selection whose length was stated at an outer field. */
interface Sized {
  readonly fields: readonly string[];
  readonly size: number;
}

const NO_FIELDS: Sized = { fields: [], size: 1 };

/**
 * The cost of an operation before it runs: objects times the lengths of the lists around them, a fraction of that for scalars,
 * upstream calls, and the items of lists in arguments. All alternatives (of a union, or by `@skip`) count. Visits each selection
 * as often as it is spread, so the document's size has to be within the limits.
 */
export class OperationCost {
  private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  private readonly variables: Variables;

  /** @param variables as sent, not validated */
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly model: CostModel,
    private readonly bounds: ListBounds,
    document: DocumentNode,
    private readonly operation: OperationDefinitionNode,
    variables: Variables,
  ) {
    const fragments = document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
    this.fragments = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
    this.variables = { ...defaultsOf(operation), ...variables };
  }

  /** @throws GatewayError OPERATION_LIMIT_EXCEEDED when a list in an argument is too long */
  get total(): number {
    const { operation, selectionSet } = this.operation;
    return Math.floor(this.ofSelections(selectionSet, this.schema.getRootType(operation) ?? undefined, NO_FIELDS));
  }

  private ofSelections({ selections }: SelectionSetNode, type: GraphQLNamedType | undefined, sized: Sized): number {
    return selections.reduce((sum, selection) => sum + this.ofSelection(selection, type, sized), 0);
  }

  private ofSelection(selection: SelectionNode, type: GraphQLNamedType | undefined, sized: Sized): number {
    if (selection.kind === Kind.FIELD) return this.ofField(selection, type, sized);
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : this.fragments.get(selection.name.value);
    if (fragment === undefined) return 0;
    const condition = fragment.typeCondition?.name.value;
    return this.ofSelections(
      fragment.selectionSet,
      condition === undefined ? type : this.schema.getType(condition),
      sized,
    );
  }

  /** Introspection fields are not fields of their types and cost nothing. */
  private ofField(node: FieldNode, type: GraphQLNamedType | undefined, sized: Sized): number {
    const name = node.name.value;
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
    if (field === undefined) return 0;
    const cost = this.model.of(field);
    const size = this.sizeOf(cost, node);
    const below = cost.sizedFields.length > 0 ? { fields: cost.sizedFields, size } : NO_FIELDS;
    const inside = node.selectionSet ? this.ofSelections(node.selectionSet, getNamedType(field.type), below) : 0;
    const times = sized.fields.includes(name) ? sized.size : cost.isList ? size : 1;
    return this.baseOf(type) + this.ofArguments(field, cost, node) + times * (cost.weight + inside);
  }

  private baseOf(type: GraphQLNamedType | undefined): number {
    const isMutation = this.operation.operation === OperationTypeNode.MUTATION;
    return isMutation && type === this.schema.getMutationType() ? MUTATION_WEIGHT : 0;
  }

  /** Slicing arguments count with the list that they size. */
  private ofArguments(
    { args }: GraphQLField<unknown, unknown>,
    { slicingArguments }: FieldCost,
    node: FieldNode,
  ): number {
    return args.reduce((sum, arg) => {
      const items = this.bounds.countItems(arg, this.argument(node, arg.name));
      return slicingArguments.includes(arg.name) ? sum : sum + items;
    }, 0);
  }

  private sizeOf({ slicingArguments, assumedSize }: FieldCost, node: FieldNode): number {
    const sizes = slicingArguments
      .map((name) => sizeIn(this.argument(node, name)))
      .filter((size) => size !== undefined);
    return sizes.length === 0 ? assumedSize : Math.max(...sizes);
  }

  private argument({ arguments: given = [] }: FieldNode, name: string): unknown {
    const argument = given.find((candidate) => candidate.name.value === name);
    return argument && valueFromASTUntyped(argument.value, this.variables);
  }
}

function sizeIn(value: unknown): number | undefined {
  if (Array.isArray(value)) return value.length;
  return typeof value === 'number' && value >= 0 ? Math.min(value, MAX_PAGE_SIZE) : undefined;
}

function defaultsOf({ variableDefinitions = [] }: OperationDefinitionNode): Variables {
  const defaults = variableDefinitions.filter(({ defaultValue }) => defaultValue !== undefined);
  return Object.fromEntries(
    defaults.map(({ variable, defaultValue }) => [
      variable.name.value,
      defaultValue && valueFromASTUntyped(defaultValue),
    ]),
  );
}

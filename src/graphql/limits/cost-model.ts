import {
  getNamedType,
  isCompositeType,
  isListType,
  getNullableType,
  valueFromASTUntyped,
  type ConstDirectiveNode,
  type GraphQLField,
} from 'graphql';

/** The cost of a field without its selection. */
export interface FieldCost {
  readonly weight: number;
  readonly isList: boolean;
  /** The length of its list, or of the lists in `sizedFields`, when no argument states it. */
  readonly assumedSize: number;
  /** Arguments that state the length: a number, or a list of keys. */
  readonly slicingArguments: readonly string[];
  /** Fields of the result that are lists of that length, such as a page's nodes. */
  readonly sizedFields: readonly string[];
}

/** A mutation's cost besides its result, as specified for `@cost`. */
export const MUTATION_WEIGHT = 10;

/**
 * In lists of hundreds, scalars make up most of the result. Sixteen count as one object; the specification's directives only have
 * integers, so a router in front counts none.
 */
const SCALAR_WEIGHT = 1 / 16;

/** The federation's field has no directives. */
const ENTITIES = { assumedSize: 1, slicingArguments: ['representations'], sizedFields: [] };

type Field = GraphQLField<unknown, unknown>;

/** Costs from the schema's `@cost` and `@listSize`, so that a router in front counts the same. */
export class CostModel {
  private readonly known = new Map<Field, FieldCost>();

  of(field: Field): FieldCost {
    const cost = this.known.get(field) ?? read(field);
    this.known.set(field, cost);
    return cost;
  }
}

function read(field: Field): FieldCost {
  const isList = isListType(getNullableType(field.type));
  const ofType = isCompositeType(getNamedType(field.type)) ? 1 : SCALAR_WEIGHT;
  const { weight = ofType } = directiveOf(field, 'cost') ?? {};
  const listSize = field.name === '_entities' ? ENTITIES : directiveOf(field, 'listSize');
  const { assumedSize = 1, slicingArguments = [], sizedFields = [] } = listSize ?? {};
  return { weight, isList, assumedSize, slicingArguments, sizedFields };
}

/** The arguments of both directives; the SDL guarantees their types. */
type DirectiveArguments = Partial<Omit<FieldCost, 'isList'>>;

function directiveOf({ astNode }: Field, name: string): DirectiveArguments | undefined {
  const directive = astNode?.directives?.find((candidate) => candidate.name.value === name);
  return directive && argumentsOf(directive);
}

function argumentsOf({ arguments: given = [] }: ConstDirectiveNode): DirectiveArguments {
  return Object.fromEntries(given.map(({ name, value }) => [name.value, valueFromASTUntyped(value)]));
}

import {
  getNamedType,
  isCompositeType,
  isListType,
  getNullableType,
  valueFromASTUntyped,
  type ConstDirectiveNode,
  type GraphQLField,
} from 'graphql';

/** What asking for a field costs, without what is asked for below it. */
export interface FieldCost {
  readonly weight: number;
  readonly isList: boolean;
  /** How long its list is, or the lists in `sizedFields`, where no argument says. */
  readonly assumedSize: number;
  /** Arguments that say how long the list is: a number, or a list of what is asked for. */
  readonly slicingArguments: readonly string[];
  /** Fields of the answer that are lists of that length, such as a page's nodes. */
  readonly sizedFields: readonly string[];
}

/** What a mutation costs beyond its result, as the specification of `@cost` has it. */
export const MUTATION_WEIGHT = 10;

/**
 * In lists of hundreds scalars make up most of an answer. Sixteen of them are as much as one object; the directives of the
 * specification know whole numbers alone, so a router in front counts none.
 */
const SCALAR_WEIGHT = 1 / 16;

/** The federation's own field carries no directives. */
const ENTITIES = { assumedSize: 1, slicingArguments: ['representations'], sizedFields: [] };

type Field = GraphQLField<unknown, unknown>;

/** Costs as the schema publishes them in `@cost` and `@listSize`, so that a router in front counts alike. */
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

/** Both directives' arguments under one type: they are the gateway's own, and of those types in its SDL. */
type DirectiveArguments = Partial<Omit<FieldCost, 'isList'>>;

function directiveOf({ astNode }: Field, name: string): DirectiveArguments | undefined {
  const directive = astNode?.directives?.find((candidate) => candidate.name.value === name);
  return directive && argumentsOf(directive);
}

function argumentsOf({ arguments: given = [] }: ConstDirectiveNode): DirectiveArguments {
  return Object.fromEntries(given.map(({ name, value }) => [name.value, valueFromASTUntyped(value)]));
}

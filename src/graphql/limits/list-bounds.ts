import {
  getNullableType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isObjectType,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import { typePrefixOf, type TypePrefix } from '../type-prefix.js';
import { limitExceeded, type Limit } from './limits.js';

/** Maximum length of each list in an argument or input, by schema coordinate; also in the argument's description. */
export const LIST_BOUNDS: Readonly<Record<string, number>> = {
  'BankUser.accounts(types:)': 20,
  'BankUser.turnovers(accountIds:)': 500,
  'BankUser.balanceTotals(types:)': 20,
  'BankUser.recurringPayments(accountIds:)': 500,
  'BankUser.recurringPayments(status:)': 10,
  'BankUser.upcomingPayments(accountIds:)': 500,
  'TurnoverFilter.status': 20,
  'TurnoverFilter.tags': 100,
  'SubmitWizardStepInput.values': 50,
  // Routers batch entities: this is a page of a list in another subgraph.
  'Query._entities(representations:)': 200,
};

type Input = GraphQLArgument | GraphQLInputField;

/** Limits the lists in arguments before they are used. */
export class ListBounds {
  private readonly limits: ReadonlyMap<Input, Limit>;

  /** @throws TypeError when a list of the schema has no limit */
  constructor(schema: GraphQLSchema) {
    const prefix = typePrefixOf(schema);
    this.limits = new Map(inputLists(schema).map(([coordinate, input]) => [input, limitOf(coordinate, prefix)]));
  }

  /**
   * Total number of list items in a value, which may not match its type.
   *
   * @throws GatewayError OPERATION_LIMIT_EXCEEDED when one of the lists is too long
   */
  countItems(input: Input, value: unknown, type: GraphQLInputType = input.type): number {
    const nullable = getNullableType(type);
    if (typeof value !== 'object' || value === null) return 0;
    if (isListType(nullable)) return this.countList(input, value, nullable.ofType);
    if (!isInputObjectType(nullable)) return 0;
    const given = value as Readonly<Record<string, unknown>>;
    return sum(Object.values(nullable.getFields()), (field) => this.countItems(field, given[field.name]));
  }

  /** graphql-js coerces a single value to a list of one. */
  private countList(input: Input, value: object, itemType: GraphQLInputType): number {
    const items: readonly unknown[] = Array.isArray(value) ? value : [value];
    const limit = this.limits.get(input);
    if (limit === undefined || items.length > limit.most) throw limitExceeded(limit ?? NO_LIST);
    return items.length + sum(items, (item) => this.countItems(input, item, itemType));
  }
}

const NO_LIST: Limit = { most: 0, message: 'A list of an argument is longer than it may be.' };

function sum<T>(items: readonly T[], countOf: (item: T) => number): number {
  return items.reduce((total, item) => total + countOf(item), 0);
}

function limitOf(coordinate: string, prefix: TypePrefix): Limit {
  const most = LIST_BOUNDS[coordinate];
  if (most === undefined) throw new TypeError(`The list ${coordinate} has no bound`);
  const shown = coordinate.replace(/^\w+/, (type) => prefix.shownType(type));
  return { most, message: `${shown} takes at most ${most} items.` };
}

/** All list arguments and list input fields, by schema coordinate without a prefix of types. */
export function inputLists(schema: GraphQLSchema): readonly (readonly [string, Input])[] {
  return inputsOf(schema).filter(([, { type }]) => isListType(getNullableType(type)));
}

function inputsOf(schema: GraphQLSchema): readonly (readonly [string, Input])[] {
  const prefix = typePrefixOf(schema);
  return Object.values(schema.getTypeMap()).flatMap((type): (readonly [string, Input])[] => {
    const own = prefix.ownType(type.name);
    if (isInputObjectType(type)) {
      return Object.values(type.getFields()).map((field) => [`${own}.${field.name}`, field]);
    }
    if ((!isObjectType(type) && !isInterfaceType(type)) || type.name.startsWith('__')) return [];
    return Object.values(type.getFields()).flatMap(({ name, args }) =>
      args.map((arg): [string, Input] => [`${own}.${prefix.ownField(own, name)}(${arg.name}:)`, arg]),
    );
  });
}

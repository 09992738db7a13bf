import {
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import type { Random } from '../../support/random.js';

const ODD: readonly unknown[] = [null, null, null, 7, -0, 'x', '', true, [], [null], {}, Infinity, 2 ** 40];

/** Queries of any schema: fields at random, conditions, and arguments in variables with and without defaults, which are given or not, fit or do not. */
export class LiveOperation {
  readonly variables: Record<string, unknown> = {};
  private readonly definitions: string[] = [];
  private aliases = 0;

  /** @param ids for arguments of the type ID */
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly random: Random,
    private readonly ids: readonly string[],
  ) {}

  write(): string {
    const query = this.schema.getQueryType();
    if (!query) throw new TypeError('No queries');
    const selection = this.selection(query, 0);
    const definitions = this.definitions.length === 0 ? '' : `(${this.definitions.join(', ')})`;
    return `query ${definitions} ${selection}`;
  }

  private selection(type: GraphQLCompositeType, depth: number): string {
    const { random, schema } = this;
    const members = isAbstractType(type) ? schema.getPossibleTypes(type) : [];
    const inFragments = members.map(
      (member) => `... on ${member.name}${this.condition()} ${this.selection(member, depth)}`,
    );
    const fields = 'getFields' in type ? Object.values(type.getFields()) : [];
    const reachable = fields.filter((field) => depth < 5 || !isCompositeType(getNamedType(field.type)));
    const chosen = Array.from({ length: 1 + random.below(4) }, () => reachable[random.below(reachable.length)]);
    const parts = chosen.map((field) => {
      if (field === undefined) return '';
      const args = field.args.map((arg) => this.argument(arg)).filter((given) => given !== '');
      const below = getNamedType(field.type);
      const selected = isCompositeType(below) ? this.selection(below, depth + 1) : '';
      const given = args.length === 0 ? '' : `(${args.join(', ')})`;
      return `a${this.aliases++}: ${field.name}${given}${this.condition()} ${selected}`;
    });
    return `{ ${[...parts, ...inFragments].join(' ')} __typename }`;
  }

  private condition(): string {
    const { random } = this;
    if (!random.chance(0.15)) return '';
    const name = this.declare('Boolean', random.of(['true', 'false']));
    if (random.chance(0.8)) this.variables[name] = random.of([true, false, null]);
    return ` @${random.of(['skip', 'include'])}(if: $${name})`;
  }

  private argument(arg: GraphQLArgument): string {
    const { random } = this;
    if (!isRequiredArgument(arg) && random.chance(0.5)) return '';
    if (random.chance(0.4)) return `${arg.name}: ${literalOf(this.fit(arg.type), arg.type)}`;
    const hasDefault = isNonNullType(arg.type) && random.chance(0.7);
    const name = hasDefault
      ? this.declare(String(getNullableType(arg.type)), literalOf(this.fit(arg.type), arg.type))
      : this.declare(String(arg.type));
    if (!hasDefault || random.chance(0.8))
      this.variables[name] = random.chance(0.8) ? this.fit(arg.type) : random.of(ODD);
    return `${arg.name}: $${name}`;
  }

  private declare(type: string, fallback?: string): string {
    const name = `v${this.definitions.length}`;
    this.definitions.push(`$${name}: ${type}${fallback === undefined ? '' : ` = ${fallback}`}`);
    return name;
  }

  /** A value of the type, as it is sent. */
  private fit(type: GraphQLInputType): unknown {
    const { random } = this;
    if (isNonNullType(type)) return this.fit(type.ofType);
    if (isListType(type)) return random.chance(0.2) ? [] : [this.fit(type.ofType)];
    if (isEnumType(type)) return random.of(type.getValues()).name;
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).filter(
        (field) => isRequiredInputField(field) || random.chance(0.3),
      );
      return Object.fromEntries(fields.map((field) => [field.name, this.fit(field.type)]));
    }
    switch (type.name) {
      case 'Int':
        return 1 + random.below(5);
      case 'Boolean':
        return random.chance(0.5);
      case 'ID':
        return random.of(this.ids);
      case '_Any':
        return { __typename: 'Account', id: random.of(this.ids) };
      case 'Date':
        return '2026-01-01';
      case 'DateTime':
        return '2026-01-01T00:00:00Z';
      case 'Decimal':
        return '1.00';
      default:
        return random.of(['a', 'DE', 'EUR']);
    }
  }
}

function literalOf(value: unknown, type: GraphQLInputType): string {
  if (isNonNullType(type)) return literalOf(value, type.ofType);
  if (isListType(type)) return `[${(value as unknown[]).map((item) => literalOf(item, type.ofType)).join(', ')}]`;
  if (isEnumType(type)) return String(value);
  if (isInputObjectType(type)) {
    const fields = type.getFields();
    const members = Object.entries(value as object).map(([name, member]) => {
      const field = fields[name];
      return field === undefined ? '' : `${name}: ${literalOf(member, field.type)}`;
    });
    return `{ ${members.join(', ')} }`;
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([name, member]) => `${name}: ${JSON.stringify(member)}`)
    .join(', ')} }`;
}

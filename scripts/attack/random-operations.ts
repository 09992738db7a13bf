import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';

/** A request as it is sent. */
export interface RandomOperation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Ids that there are, and whatever else may stand in their place. */
export type IdPool = readonly string[];

const MAX_DEPTH = 7;
const HUGE_LIST = 20_000;
const ODD_TEXTS = [
  '',
  ' ',
  '..',
  '__proto__',
  'constructor',
  '\u0000',
  '\ud800',
  'a'.repeat(5_000),
  '"',
  '{',
  '🧾',
  '2026-02-30',
  '1e400',
];
const ODD_VALUES = [null, 0, -1, 2 ** 31, 1e400, 1.5, true, '', 'x', [], {}, [null], [[1]], { a: { b: null } }];

/** Operations of all shapes over a schema, valid for the most part; their values are of every kind. The same for the same seed. */
export class RandomOperations {
  private state: number;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly ids: IdPool,
    seed: number,
  ) {
    this.state = (seed % 2_147_483_646) + 1;
  }

  next(): RandomOperation {
    const isMutation = this.chance(0.1);
    const root = isMutation ? this.schema.getMutationType() : this.schema.getQueryType();
    if (!root) throw new TypeError('The schema has no root');
    const declared = new Map<string, { readonly type: string; readonly value: unknown }>();
    const body = this.selection(root, 0, declared);
    const head = [...declared].map(([name, { type }]) => `$${name}: ${type}`).join(', ');
    const unused = this.chance(0.05) ? { unused: this.of(ODD_VALUES) } : {};
    const variables = Object.fromEntries(
      [...declared].flatMap(([name, { value }]) => (value === undefined ? [] : [[name, value]])),
    );
    const fragments = this.chance(0.05) ? ' fragment Unspread on Account { id connection { id } }' : '';
    return {
      query: `${isMutation ? 'mutation' : 'query'} R${this.below(500)}${head === '' ? '' : ` (${head})`} ${body}${fragments}`,
      variables: { ...variables, ...unused },
    };
  }

  private selection(type: GraphQLNamedType, depth: number, declared: Declared): string {
    if (!isObjectType(type)) {
      const members = 'getTypes' in type || 'getInterfaces' in type ? this.schema.getPossibleTypes(type) : [];
      const picked = members.filter(() => this.chance(0.5));
      const parts = picked.map((member) => `... on ${member.name} ${this.selection(member, depth + 1, declared)}`);
      return `{ __typename ${parts.join(' ')} }`;
    }
    const fields = Object.values(type.getFields()).filter(
      (field) => depth < MAX_DEPTH || !isCompositeType(getNamedType(field.type)),
    );
    const count = 1 + this.below(depth === 0 ? 3 : 6);
    const parts = Array.from({ length: count }, () => this.field(this.of(fields), depth, declared));
    if (this.chance(0.1)) parts.push(...Array.from({ length: this.below(60) }, (_, n) => `r${n}: __typename`));
    return `{ ${parts.join(' ')} }`;
  }

  private field(field: GraphQLField<unknown, unknown> | undefined, depth: number, declared: Declared): string {
    if (field === undefined) return '__typename';
    const type = getNamedType(field.type);
    const args = field.args.flatMap((arg) => this.argument(arg, declared));
    const text = `a${this.below(1_000_000)}: ${field.name}${args.length === 0 ? '' : `(${args.join(', ')})`}${this.condition(declared)}`;
    return isCompositeType(type) ? `${text} ${this.selection(type, depth + 1, declared)}` : text;
  }

  private condition(declared: Declared): string {
    if (!this.chance(0.1)) return '';
    const name = `c${this.below(3)}`;
    const byDefault = this.chance(0.5);
    if (!declared.has(name))
      declared.set(name, {
        type: byDefault ? 'Boolean = false' : 'Boolean!',
        value: this.of([true, false, null, undefined, 'true']),
      });
    return ` @${this.of(['include', 'skip'])}(if: $${name})`;
  }

  private argument(arg: GraphQLArgument, declared: Declared): string[] {
    if (!isRequiredArgument(arg) && this.chance(0.5)) return [];
    if (this.chance(0.5)) return [`${arg.name}: ${this.literal(arg.type)}`];
    const name = `v${declared.size}`;
    const value = this.chance(0.04) ? this.of(ODD_VALUES) : this.chance(0.05) ? undefined : this.value(arg.type);
    declared.set(name, { type: String(arg.type), value });
    return [`${arg.name}: $${name}`];
  }

  private literal(type: GraphQLInputType): string {
    const write = (value: unknown, of: GraphQLInputType): string => {
      const named = getNamedType(of);
      if (value === null || value === undefined) return 'null';
      if (Array.isArray(value)) return `[${value.map((one) => write(one, named)).join(', ')}]`;
      if (isEnumType(named) && typeof value === 'string') return value;
      if (typeof value !== 'object') return JSON.stringify(value);
      const fields = isInputObjectType(named) ? named.getFields() : {};
      return `{ ${Object.entries(value)
        .map(([key, one]) => `${key}: ${write(one, fields[key]?.type ?? named)}`)
        .join(', ')} }`;
    };
    return write(this.value(type, 200), type);
  }

  private value(type: GraphQLInputType, huge = HUGE_LIST): unknown {
    if (!isNonNullType(type) && this.chance(0.1)) return null;
    const nullable = getNullableType(type);
    if (isListType(nullable)) {
      const length = this.chance(0.02) ? huge : this.below(4);
      return Array.from({ length }, () => this.value(nullable.ofType, 3));
    }
    if (isInputObjectType(nullable)) {
      const fields = Object.values(nullable.getFields()).filter(
        (field) => isRequiredInputField(field) || this.chance(0.4),
      );
      return Object.fromEntries(fields.map((field) => [field.name, this.value(field.type, huge)]));
    }
    if (isEnumType(nullable)) return this.of(nullable.getValues()).name;
    return this.scalar(getNamedType(nullable).name);
  }

  private scalar(name: string): unknown {
    if (this.chance(0.02)) return this.of(ODD_TEXTS);
    switch (name) {
      case 'Int':
        return this.of([1, 2, 5, 50, 500, 501, 0, -1, 2 ** 31 - 1]);
      case 'Boolean':
        return this.chance(0.5);
      case 'Date':
        return this.of(['2026-01-01', '2026-11-26', '2024-02-29', '2099-12-31']);
      case 'DateTime':
        return new Date(Date.now() + this.below(3_600_000)).toISOString();
      case 'Decimal':
        return this.of(['0', '12.50', '1000000']);
      case 'CountryCode':
        return 'DE';
      case '_Any':
        return { __typename: this.of(['Account', 'BankUser', 'BankConnection', 'Turnover']), id: this.of(this.ids) };
      default:
        return this.chance(0.95) ? this.of(this.ids) : this.of(ODD_TEXTS);
    }
  }

  private chance(probability: number): boolean {
    return this.below(1_000_000) < probability * 1_000_000;
  }

  private of<T>(values: readonly T[]): T {
    return values[this.below(Math.max(values.length, 1))] as T;
  }

  /** Lehmer's generator. */
  below(bound: number): number {
    this.state = (this.state * 48_271) % 2_147_483_647;
    return this.state % bound;
  }
}

type Declared = Map<string, { readonly type: string; readonly value: unknown }>;

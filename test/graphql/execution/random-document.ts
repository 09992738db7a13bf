import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import type { Random } from '../../support/random.js';

const VARIABLES =
  '($yes: Boolean!, $no: Boolean = false, $on: Boolean = true, $text: String, $sure: String!, $usual: String = "u", $limit: Int, $count: Int = 2, $filter: Filter, $colour: Colour, $list: [Int!], $names: [String!] = ["n"])';

const TEXTS = ['null', '"a text"', '$text'];
const FILTERS = [
  'null',
  '{}',
  '{ limit: 1 }',
  '{ text: $text, limit: $limit }',
  '$filter',
  '{ nested: { limit: 2, colour: RED, ids: [1, "b"] } }',
  '{ colour: $colour }',
  '{ must: $usual, ids: [$usual] }',
];

/** Documents that are mostly valid: fields, fragments, aliases, conditions, arguments of every kind. */
export class RandomDocument {
  private readonly fragments: string[] = [];

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly random: Random,
  ) {}

  write(): string {
    const query = this.schema.getQueryType();
    if (!query) throw new TypeError('No queries');
    const operation = `query Q${VARIABLES} ${this.selection(query, 0)}`;
    return [operation, ...this.fragments].join('\n');
  }

  private selection(type: GraphQLCompositeType, depth: number): string {
    const count = 1 + this.random.below(depth > 1 ? 2 : 4);
    const parts = Array.from({ length: count }, () => this.part(type, depth));
    return `{ ${parts.join(' ')} __typename }`;
  }

  private part(type: GraphQLCompositeType, depth: number): string {
    const { random } = this;
    if (random.chance(0.2) || !('getFields' in type)) return this.fragment(type, depth);
    const fields = Object.values(type.getFields()).filter(
      (field) => depth < 5 || !isCompositeType(getNamedType(field.type)),
    );
    const field = random.of(fields);
    const args = field.args.map(({ name }) => this.argument(name)).filter((given) => given !== '');
    const named = getNamedType(field.type);
    const below = isCompositeType(named) ? this.selection(named, depth + 1) : '';
    return `${this.alias(field.name, args)}${args.length > 0 ? `(${args.join(', ')})` : ''}${this.condition()} ${below}`;
  }

  /** The same for the same arguments, so that fields of one name can be merged. */
  private alias(name: string, args: readonly string[]): string {
    if (args.length === 0)
      return this.random.chance(0.02)
        ? `__proto__: ${name}`
        : this.random.chance(0.1)
          ? `other_${name}: ${name}`
          : name;
    return `${name}_${args.join('_').replace(/\W+/g, '_')}: ${name}`;
  }

  private argument(name: string): string {
    const { random } = this;
    if (random.chance(0.4)) return '';
    switch (name) {
      case 'text':
        return `text: ${random.of([...TEXTS, '$sure', '$usual'])}`;
      case 'filter':
        return `filter: ${random.of(FILTERS)}`;
      case 'list':
        return `list: ${random.of(['[1, 2]', '3', '$list', '[]'])}`;
      case 'colour':
        return `colour: ${random.of(['RED', '$colour'])}`;
      case 'deep':
        return `deep: ${random.of(['2', '$limit', '$count', 'null'])}`;
      case 'count':
        return `count: ${random.of(['2', '$count'])}`;
      case 'names':
        return `names: ${random.of(['["a"]', '"one"', '$names', '[$usual, "b"]'])}`;
      default:
        return `${name}: ${random.of(['"x"', '7'])}`;
    }
  }

  private condition(): string {
    const { random } = this;
    if (!random.chance(0.15)) return '';
    return random.of([
      ' @include(if: $yes)',
      ' @skip(if: $no)',
      ' @skip(if: $yes) @include(if: $no)',
      ' @include(if: $on)',
      ' @include(if: $on) @skip(if: $no)',
      ' @include(if: true)',
      ' @skip(if: true)',
    ]);
  }

  private fragment(type: GraphQLCompositeType, depth: number): string {
    const on = this.random.of(this.typesWithin(type));
    const inside = this.selection(on, depth + 1);
    if (this.random.chance(0.5))
      return `... ${this.random.chance(0.9) ? `on ${on.name}` : ''}${this.condition()} ${on === type ? inside : `{ ... on ${on.name} ${inside} }`}`;
    const name = `F${this.fragments.length}_${this.random.below(1e6)}`;
    this.fragments.push(`fragment ${name} on ${on.name} ${inside}`);
    const spread = `...${name}${this.condition()}`;
    return this.random.chance(0.3) ? `${spread} ...${name}` : spread;
  }

  private typesWithin(type: GraphQLCompositeType): GraphQLCompositeType[] {
    const members: readonly GraphQLObjectType[] = isAbstractType(type) ? this.schema.getPossibleTypes(type) : [];
    const interfaces = isObjectType(type) ? type.getInterfaces() : [];
    return [type, ...members, ...interfaces];
  }
}

/** Some of them missing, null (where there is a default as well), of the wrong type, or a list in place of its item and the reverse. */
export function randomVariables(random: Random): Record<string, unknown> {
  const all: Record<string, readonly unknown[]> = {
    yes: [true, false, true, false, null, 'yes'],
    no: [true, false, null, null, null, 0, [true]],
    on: [true, false, null, null, null, 'on'],
    text: ['t', null, 7, ['t']],
    sure: ['s', 's', 's', 's', null],
    usual: ['t', null, null, {}],
    limit: [1, null, 2 ** 40, '1', 1.5],
    count: [1, null, null, true],
    filter: [null, {}, { limit: null }, { text: 't', nested: { ids: [1] } }, { must: null }, { unknown: 1 }, [{}]],
    colour: ['RED', 'GREEN', null, 'BLUE', 0],
    list: [[1, 2], 5, null, [], [null], [[1]]],
    names: [['a'], 'one', null, [null], 7],
  };
  const given = Object.entries(all).map(([name, values]) => {
    // Mostly values that fit: they come first.
    const value = random.chance(0.9) ? values[random.below(Math.min(2, values.length))] : random.of(values);
    return [name, value] as const;
  });
  return Object.fromEntries(given.filter(([name]) => name === 'yes' || name === 'sure' || random.chance(0.6)));
}

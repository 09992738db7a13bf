import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  findBreakingChanges,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  parse,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';

/** A removal is announced by a reason that ends like this: "Use `balance`. Removal after 2027-06-30." */
const REMOVAL = /Removal after (\d{4}-\d{2}-\d{2})\.$/;

type Field = GraphQLField<unknown, unknown, unknown> | GraphQLInputField;

/** What can be deprecated, and what graphql-js says when it is gone. */
interface Member {
  readonly name: string;
  readonly deprecationReason: string | null | undefined;
  readonly removal: string;
}

/**
 * What would break clients of a release now, in words. Removals that the release had announced for a day before today are none.
 *
 * @param released SDL of the subgraph at the release
 * @param present SDL of the subgraph now
 * @param today YYYY-MM-DD
 */
export function unannouncedBreaks(released: string, present: string, today: string): string[] {
  const before = buildSubgraphSchema(parse(released));
  const due = membersOf(before).filter(({ deprecationReason }) => (removalDate(deprecationReason) ?? today) < today);
  const announced = new Set(due.map(({ removal }) => removal));
  return findBreakingChanges(before, buildSubgraphSchema(parse(present)))
    .map(({ description }) => description)
    .filter((description) => !announced.has(description));
}

/** What is deprecated and does not say when it is removed. */
export function undatedDeprecations(sdl: string): string[] {
  return membersOf(buildSubgraphSchema(parse(sdl)))
    .filter(({ deprecationReason }) => deprecationReason != null && removalDate(deprecationReason) === undefined)
    .map(({ name }) => name);
}

function removalDate(reason: string | null | undefined): string | undefined {
  return REMOVAL.exec(reason ?? '')?.[1];
}

function membersOf(schema: GraphQLSchema): Member[] {
  return Object.values(schema.getTypeMap()).flatMap(membersOfType);
}

function membersOfType(type: GraphQLNamedType): Member[] {
  if (isEnumType(type)) {
    return type.getValues().map(({ name, deprecationReason }) => ({
      name: `${type.name}.${name}`,
      deprecationReason,
      removal: `${name} was removed from enum type ${type.name}.`,
    }));
  }
  if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) return [];
  const fields = Object.values(type.getFields()) as Field[];
  return fields.flatMap((field) => membersOfField(`${type.name}.${field.name}`, field));
}

function membersOfField(name: string, field: Field): Member[] {
  const args = 'args' in field ? field.args : [];
  return [
    { name, deprecationReason: field.deprecationReason, removal: `${name} was removed.` },
    ...args.map((arg) => ({
      name: `${name}(${arg.name}:)`,
      deprecationReason: arg.deprecationReason,
      removal: `${name} arg ${arg.name} was removed.`,
    })),
  ];
}

import { readFileSync } from 'node:fs';
import { isTypeDefinitionNode, Kind, parse, type TypeDefinitionNode } from 'graphql';

/** What every subgraph may have, in the same form. */
const SHARED = ['PageInfo', 'MonetaryAmount'];
const ROOTS = ['Query', 'Mutation', 'Subscription'];

const published = parse(readFileSync('schema.graphql', 'utf8')).definitions.filter(isTypeDefinitionNode);

/** The published types, but for scalars. */
export const PUBLISHED_TYPES = published.filter(({ kind }) => kind !== Kind.SCALAR_TYPE_DEFINITION);

/** Each is used somewhere, or else composition has a hint about it. */
const enums = published.filter(({ kind }) => kind === Kind.ENUM_TYPE_DEFINITION);

/**
 * A subgraph of somebody who has all of the gateway's names already, for other things, and adds a nickname to the gateway's
 * accounts.
 */
export const NAMESAKE_SDL = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])

  type Xs2aAccount @key(fields: "id") {
    id: ID!
    nickname: String
  }

  extend type Query {
    favourite: Xs2aAccount
    choices: Choices
  }

  type Choices {
    ${enums.map(({ name }, index) => `choice${index}: ${name.value}`).join('\n')}
  }

  ${published.map(namesakeOf).join('\n')}
`;

function namesakeOf(type: TypeDefinitionNode): string {
  const name = type.name.value;
  if (SHARED.includes(name)) return sharedForm(type);
  switch (type.kind) {
    case Kind.SCALAR_TYPE_DEFINITION:
      return `scalar ${name}`;
    case Kind.ENUM_TYPE_DEFINITION:
      return `enum ${name} { OTHER }`;
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      return `input ${name} { other: String }`;
    case Kind.UNION_TYPE_DEFINITION:
      return `union ${name} = ${(type.types ?? []).map((member) => member.name.value).join(' | ')}`;
    case Kind.INTERFACE_TYPE_DEFINITION:
      return `interface ${name} { other: String }`;
    case Kind.OBJECT_TYPE_DEFINITION: {
      const fields = ROOTS.includes(name) ? (type.fields ?? []).map((field) => field.name.value) : ['other'];
      const interfaces = (type.interfaces ?? []).map((implemented) => implemented.name.value);
      const implementing = interfaces.length === 0 ? '' : `implements ${interfaces.join(' & ')}`;
      return `type ${name} ${implementing} { ${fields.map((field) => `${field}: String`).join(' ')} }`;
    }
  }
}

function sharedForm({ loc }: TypeDefinitionNode): string {
  return loc?.source.body.slice(loc.start, loc.end) ?? '';
}

import { isEnumType, Kind } from 'graphql';
import * as operations from '@graphql-codegen/typescript-operations';
import * as documentsOf from '@graphql-codegen/typed-document-node';

/**
 * The two plugins of GraphQL Code Generator, but that
 * - what the gateway answers may hold enum values of tomorrow, and what it is sent may not (`futureProofEnums` makes no difference between them),
 * - documents have hardly any indentation, which is a part of what a page loads,
 * - documents say the name and the kind of their operation, so that nobody has to parse them, and their class comes from the client.
 */
export async function plugin(schema, documents, config, info) {
  const types = await operations.plugin(schema, documents, config, info);
  const named = { ...config, unstable_onExecutableDocumentNode: ({ definitions }) => operationIn(definitions) };
  const texts = await documentsOf.plugin(schema, documents, named, info);
  const prepend = [DOCUMENT, ...types.prepend.filter(notOfAnotherPackage), OPEN];
  const content = texts.content
    .replace(/export class TypedDocumentString[^]*?\n}\n/, '')
    .replace(/, \{"fragmentName":"\w+"\}/g, '')
    .replace(/^ +/gm, ' ');
  return { prepend, content: `${withOpenEnums(schema, types.content)}\n${content}` };
}

function operationIn(definitions) {
  const { operation, name } = definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  return { kind: operation, name: name.value };
}

function withOpenEnums(schema, content) {
  const names = Object.values(schema.getTypeMap())
    .filter(isEnumType)
    .map(({ name }) => name);
  const enums = new RegExp(`(?<=: |<)(${names.join('|')})\\b`, 'g');
  return content
    .split(/^(?=export type |type )/m)
    .map((statement) => (ANSWER.test(statement) ? statement.replace(enums, 'Open<$1>') : statement))
    .join('');
}

/** What is answered is the type of an operation or of a fragment; everything else is sent. */
const ANSWER = /^(export )?type \w+(Query|Mutation|Subscription|Fragment) =/;

const OPEN = `/** The values that are known today; a later gateway may answer with others. */
export type Open<Value extends string> = Value | '%future added value';`;

const DOCUMENT = `import { TypedDocumentString } from '../document.js';`;

function notOfAnotherPackage(line) {
  return !line.includes('@graphql-typed-document-node/core');
}

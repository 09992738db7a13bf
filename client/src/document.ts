import { GatewayError } from './errors.js';
import { print, type DocumentNode } from './print.js';

/** What makes a document a typed one, wherever it comes from. */
export interface DocumentTypes<Data, Variables> {
  readonly __apiType?: ((variables: Variables) => Data) | undefined;
}

/**
 * A document with the types of its data and variables: a `TypedDocumentString` or `TypedDocumentNode` of GraphQL Code Generator, one of gql.tada's, or
 * one of this package's (`@xs2a-graphql-gateway/client/documents`).
 */
export type TypedDocument<Data, Variables> = DocumentTypes<Data, Variables> &
  (Pick<string, 'charAt' | 'toString'> | DocumentNode);

/** A document of which nothing is known but its text. */
export type PlainDocument = string & { readonly __apiType?: never };

/** The arguments after the document: variables can be left out where none are needed. */
export type VariablesAnd<Options, Variables> =
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- what lacks every variable
  {} extends Variables
    ? [variables?: Variables | undefined, options?: Options]
    : [variables: Variables, options?: Options];

/** What is to be known of a document to send it. */
export interface Operation {
  readonly text: string;
  readonly kind: string;
  readonly name?: string | undefined;
}

/** A document of this package: its text, with the types of its data and variables. */
export class TypedDocumentString<Data, Variables> extends String implements DocumentTypes<Data, Variables> {
  declare readonly __apiType?: (variables: Variables) => Data;

  constructor(
    text: string,
    /** Undefined for a fragment. */
    readonly operation?: Omit<Operation, 'text'>,
  ) {
    super(text);
  }
}

/**
 * @param kinds such as `query`
 * @throws GatewayError INVALID_DOCUMENT for whatever is not a document with one operation of these kinds
 */
export function operationOf(document: unknown, kinds: readonly string[]): Operation {
  const operation = onlyOperationOf(document);
  if (!kinds.includes(operation.kind)) throw invalid(`It is a ${operation.kind}.`);
  return operation;
}

function onlyOperationOf(document: unknown): Operation {
  if (document instanceof TypedDocumentString && document.operation !== undefined) {
    return { text: document.toString(), ...document.operation };
  }
  if (typeof document === 'string' || document instanceof String) return only(document.toString(), inText);
  if (isDocumentNode(document)) return only(print(document), () => inNodes(document));
  throw invalid('It is neither text nor a document node.');
}

type Found = Omit<Operation, 'text'>;

function only(text: string, operationsIn: (text: string) => readonly Found[]): Operation {
  const [operation, ...others] = operationsIn(text);
  if (operation === undefined || others.length > 0) throw invalid('It does not have exactly one operation.');
  return { text, ...operation };
}

function inNodes({ definitions }: DocumentNode): Found[] {
  return definitions
    .filter(({ kind }) => kind === 'OperationDefinition')
    .map(({ operation = 'query', name }) => ({ kind: operation, name: name?.value as string | undefined }));
}

const STRINGS_AND_COMMENTS = /"""(?:\\"""|[^])*?"""|"(?:\\.|[^"\\\n])*"|#.*/g;
const INNERMOST_GROUP = /\([^(){}]*\)|\{[^(){}]*\}/g;
const FRAGMENT = /fragment\s+\w+\s+on\s+\w+/g;
// No lookbehind: Safari has it from 16.4 on.
const OPERATION = /(?:^|[^@\w])(query|mutation|subscription)\b[\s,]*(\w+)?/g;

/** Looks at nothing but the keywords outside of braces and parentheses. A query may go without its keyword. */
function inText(text: string): Found[] {
  let outline = text.replace(STRINGS_AND_COMMENTS, ' ');
  const isShorthand = /^[\s,\uFEFF]*\{/.test(outline);
  for (let before = ''; before !== outline;) {
    before = outline;
    outline = outline.replace(INNERMOST_GROUP, ' ; ');
  }
  const named = [...outline.replace(FRAGMENT, ' ').matchAll(OPERATION)];
  const found = named.map(([, kind = '', name]) => ({ kind, name }));
  return isShorthand ? [{ kind: 'query' }, ...found] : found;
}

function isDocumentNode(value: unknown): value is DocumentNode {
  return typeof value === 'object' && value !== null && 'definitions' in value && Array.isArray(value.definitions);
}

function invalid(why: string): GatewayError {
  return new GatewayError('INVALID_DOCUMENT', `This cannot be sent as a GraphQL document. ${why}`);
}

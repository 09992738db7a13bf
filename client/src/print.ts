/** A node of graphql's syntax tree, as far as documents with operations have them. */
export interface SyntaxNode {
  readonly kind: string;
  readonly operation?: string | undefined;
  readonly name?: SyntaxNode | undefined;
  readonly alias?: SyntaxNode | undefined;
  readonly value?: unknown;
  readonly values?: readonly SyntaxNode[] | undefined;
  readonly fields?: readonly SyntaxNode[] | undefined;
  readonly type?: SyntaxNode | undefined;
  readonly variable?: SyntaxNode | undefined;
  readonly defaultValue?: SyntaxNode | undefined;
  readonly typeCondition?: SyntaxNode | undefined;
  readonly variableDefinitions?: readonly SyntaxNode[] | undefined;
  readonly arguments?: readonly SyntaxNode[] | undefined;
  readonly directives?: readonly SyntaxNode[] | undefined;
  readonly selectionSet?: SyntaxNode | undefined;
  readonly selections?: readonly SyntaxNode[] | undefined;
}

/** A parsed document. */
export interface DocumentNode {
  readonly kind: string;
  readonly definitions: readonly SyntaxNode[];
}

/**
 * The text of a parsed document, as the `print` of graphql 16 writes it, which lists of trusted documents are made with. Only block strings are written
 * as ordinary ones.
 */
export function print({ definitions }: DocumentNode): string {
  return definitions.map(text).join('\n\n');
}

const MAX_LINE = 80;

function text(node: SyntaxNode | undefined): string {
  return node === undefined ? '' : (PRINTERS[node.kind]?.(node) ?? String(node.value));
}

const PRINTERS: Readonly<Record<string, (node: SyntaxNode) => string>> = {
  OperationDefinition: ({ operation = 'query', name, variableDefinitions, directives, selectionSet }) => {
    const head = joined([operation, text(name) + list('(', variableDefinitions, ')'), ...texts(directives)]);
    return (head === 'query' ? '' : `${head} `) + text(selectionSet);
  },
  VariableDefinition: ({ variable, type, defaultValue, directives }) =>
    `${text(variable)}: ${text(type)}${before(' = ', defaultValue)}${before(' ', ...(directives ?? []))}`,
  SelectionSet: ({ selections }) => `{\n${indented(texts(selections).join('\n'))}\n}`,
  Field: ({ alias, name, arguments: args, directives, selectionSet }) => {
    const start = (alias === undefined ? '' : `${text(alias)}: `) + text(name);
    const oneLine = start + list('(', args, ')');
    const broken = `${start}(\n${indented(texts(args).join('\n'))}\n)`;
    return joined([oneLine.length > MAX_LINE ? broken : oneLine, ...texts(directives), text(selectionSet)]);
  },
  Argument: ({ name, value }) => `${text(name)}: ${text(value as SyntaxNode)}`,
  ObjectField: ({ name, value }) => `${text(name)}: ${text(value as SyntaxNode)}`,
  FragmentSpread: ({ name, directives }) => `...${text(name)}${before(' ', ...(directives ?? []))}`,
  InlineFragment: ({ typeCondition, directives, selectionSet }) =>
    joined(['...', before('on ', typeCondition), ...texts(directives), text(selectionSet)]),
  FragmentDefinition: ({ name, typeCondition, directives, selectionSet }) =>
    joined([`fragment ${text(name)} on ${text(typeCondition)}`, ...texts(directives), text(selectionSet)]),
  Directive: ({ name, arguments: args }) => `@${text(name)}${list('(', args, ')')}`,
  Variable: ({ name }) => `$${text(name)}`,
  StringValue: ({ value }) => JSON.stringify(value),
  NullValue: () => 'null',
  ListValue: ({ values }) => `[${texts(values).join(', ')}]`,
  ObjectValue: ({ fields }) => `{${texts(fields).join(', ')}}`,
  NamedType: ({ name }) => text(name),
  ListType: ({ type }) => `[${text(type)}]`,
  NonNullType: ({ type }) => `${text(type)}!`,
};

function texts(nodes: readonly SyntaxNode[] = []): string[] {
  return nodes.map(text);
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}

function list(open: string, nodes: readonly SyntaxNode[] = [], close: string): string {
  return nodes.length === 0 ? '' : open + texts(nodes).join(', ') + close;
}

function before(start: string, ...nodes: readonly (SyntaxNode | undefined)[]): string {
  const rest = joined(nodes.map(text));
  return rest === '' ? '' : start + rest;
}

function indented(lines: string): string {
  return `  ${lines.replace(/\n/g, '\n  ')}`;
}

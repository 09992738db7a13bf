import {
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  print,
  printSchema,
  type ASTNode,
  type ConstDirectiveNode,
  type DefinitionNode,
  type FieldDefinitionNode,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type InputValueDefinitionNode,
} from 'graphql';
import { edited, type Edit } from '../graphql/text-edits.js';
import { accessDirectiveOf } from './access-directives.js';

type Field = GraphQLField<unknown, unknown> | GraphQLInputField;
type FieldNode = FieldDefinitionNode | InputValueDefinitionNode;

/** What declares the directives of a type, a field or an argument. */
interface Declared {
  readonly astNode?: { readonly directives?: readonly ConstDirectiveNode[] | undefined } | null | undefined;
}

/**
 * Prints a graph with the directives of its declaration, which graphql-js leaves out, in the layout of Apollo's printer.
 *
 * @param accessScope the scope that marks service callers: given, the access rules are stated as directives
 */
export function printWithDirectives(graph: GraphQLSchema, accessScope?: string): string {
  const sdl = printSchema(graph);
  return edited(
    sdl,
    parse(sdl).definitions.flatMap((definition) => editsOf(definition, graph, accessScope)),
  );
}

function editsOf(definition: DefinitionNode, graph: GraphQLSchema, accessScope: string | undefined): readonly Edit[] {
  switch (definition.kind) {
    case Kind.SCALAR_TYPE_DEFINITION:
      return definition.directives?.length ? [inPlaceOfBlank(definition.name, '\n  ')] : [];
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION:
    case Kind.INPUT_OBJECT_TYPE_DEFINITION: {
      const type = graph.getType(definition.name.value);
      const header = 'interfaces' in definition ? definition.interfaces.at(-1) : undefined;
      const directives = directivesOf(type).map((directive) => `\n  ${directive}`);
      return [
        ...(directives.length > 0 ? [inPlaceOfBlank(header ?? definition.name, `${directives.join('')}\n`)] : []),
        ...(definition.fields ?? []).flatMap((node: FieldNode) => editsOfField(node, type, accessScope)),
      ];
    }
    default:
      return [];
  }
}

function editsOfField(
  node: FieldNode,
  type: GraphQLNamedType | undefined,
  accessScope: string | undefined,
): readonly Edit[] {
  const field = fieldsOf(type)[node.name.value];
  const access = accessScope === undefined ? undefined : accessDirectiveOf(type, node.name.value, accessScope);
  const directives = [...directivesOf(field), ...(access === undefined ? [] : [access])];
  const args = field !== undefined && 'args' in field ? field.args : [];
  const argNodes = 'arguments' in node ? (node.arguments ?? []) : [];
  return [
    ...argNodes.flatMap((arg) => appended(arg, directivesOf(args.find(({ name }) => name === arg.name.value)))),
    ...appended(node, directives),
  ];
}

function fieldsOf(type: GraphQLNamedType | undefined): Readonly<Record<string, Field>> {
  return isObjectType(type) || isInterfaceType(type) || isInputObjectType(type) ? type.getFields() : {};
}

function directivesOf(declared: Declared | undefined): readonly string[] {
  return declared?.astNode?.directives?.map(print) ?? [];
}

function appended(node: ASTNode, directives: readonly string[]): readonly Edit[] {
  const at = endOf(node);
  return directives.length === 0 ? [] : [{ start: at, end: at, text: ` ${directives.join(' ')}` }];
}

/** Replaces the blank after a node. */
function inPlaceOfBlank(node: ASTNode, text: string): Edit {
  const start = endOf(node);
  return { start, end: start + 1, text };
}

function endOf({ loc }: ASTNode): number {
  if (loc === undefined) throw new TypeError('The SDL was parsed without locations');
  return loc.end;
}

import {
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isScalarType,
  isTypeDefinitionNode,
  isTypeExtensionNode,
  Kind,
  parse,
  visit,
  type DefinitionNode,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type NameNode,
  type SelectionSetNode,
} from 'graphql';
import { edited, type Edit } from './text-edits.js';

/** Subgraphs share these, so they have one name in all of them. */
const SHARED = ['PageInfo', 'MonetaryAmount'];

/** A router merges these of all subgraphs. */
const ROOTS = ['Query', 'Mutation', 'Subscription'];

export function isRoot(type: string): boolean {
  return ROOTS.includes(type);
}

/** `viewer` → `xs2aViewer` with the prefix `Xs2a`. */
export function prefixedRootField(prefix: string, name: string): string {
  if (prefix === '') return name;
  return `${prefix.charAt(0).toLowerCase()}${prefix.slice(1)}${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

/**
 * The names under which the graph is served in a supergraph where other subgraphs have types and root fields of the same names. All
 * code but the building of the schema uses the graph's own names.
 */
export class TypePrefix {
  private readonly shownTypes: ReadonlyMap<string, string>;
  private readonly shownRootFields: ReadonlyMap<string, string>;
  private readonly ownTypes: ReadonlyMap<string, string>;
  private readonly ownRootFields: ReadonlyMap<string, string>;
  /** Words of descriptions that can mean nothing but a renamed type or root field. */
  private readonly words: ReadonlyMap<string, string>;

  /**
   * @param prefix empty: every name is its own
   * @param graph with its own names
   */
  constructor(
    readonly prefix: string,
    graph: GraphQLSchema,
  ) {
    const types = Object.values(graph.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
    const renamed = types.filter((type) => !isScalarType(type) && !isRoot(type.name) && !SHARED.includes(type.name));
    const fields = types.flatMap(fieldsOf);
    const rootFields = fields.filter(({ type }) => isRoot(type)).map(({ name }) => name);
    this.shownTypes = new Map(renamed.map(({ name }) => [name, `${prefix}${name}`]));
    this.shownRootFields = new Map(rootFields.map((name) => [name, prefixedRootField(prefix, name)]));
    this.ownTypes = inverse(this.shownTypes);
    this.ownRootFields = inverse(this.shownRootFields);
    const others = fields.flatMap(({ type, name, args }) => (isRoot(type) ? args : [name, ...args]));
    const unambiguous = [...this.shownRootFields].filter(([name]) => !others.includes(name));
    this.words = new Map([...this.shownTypes, ...unambiguous]);
  }

  shownType(own: string): string {
    return this.shownTypes.get(own) ?? own;
  }

  shownRootField(own: string): string {
    return this.shownRootFields.get(own) ?? own;
  }

  ownType(shown: string): string {
    return this.ownTypes.get(shown) ?? shown;
  }

  ownField(shownType: string, shown: string): string {
    return isRoot(shownType) ? (this.ownRootFields.get(shown) ?? shown) : shown;
  }

  /**
   * Renames in SDL or in operations written with the graph's own names; the rest of the text stays as it is.
   *
   * @param keepsResponse whether root fields get their own name as an alias, so that responses have the form that they would have
   *   without a prefix
   */
  applyTo(text: string, { keepsResponse = false } = {}): string {
    if (this.prefix === '') return text;
    const document = parse(text);
    const edits: Edit[] = [];
    const rename = ({ value, loc }: NameNode, shown: string) => {
      if (loc !== undefined && shown !== value) edits.push({ start: loc.start, end: loc.end, text: shown });
    };
    for (const definition of document.definitions) {
      if (isTypeDefinitionNode(definition) || isTypeExtensionNode(definition)) {
        rename(definition.name, this.shownType(definition.name.value));
      }
      for (const { name, hasAlias } of rootFieldsOf(definition)) {
        const shown = this.shownRootField(name.value);
        rename(name, keepsResponse && !hasAlias ? `${name.value}: ${shown}` : shown);
      }
    }
    visit(document, {
      NamedType: ({ name }) => {
        rename(name, this.shownType(name.value));
      },
      StringValue: ({ loc }, key) => {
        if (key !== 'description' || loc === undefined) return;
        const { start, end } = loc;
        edits.push({ start, end, text: this.applyToProse(text.slice(start, end)) });
      },
    });
    return edited(text, edits);
  }

  /** Names in code, and elsewhere those that are no words of English. */
  private applyToProse(text: string): string {
    const rename = (word: string) => this.words.get(word) ?? word;
    return text.replace(/`[^`]*`|\b\w+/g, (part) => {
      if (part.startsWith('`')) return part.replace(/\w+/g, rename);
      return /[a-z][A-Z]/.test(part) ? rename(part) : part;
    });
  }
}

/** What documents written with the graph's own names need. */
export type DocumentNames = Pick<TypePrefix, 'prefix' | 'applyTo'>;

export const OWN_NAMES: DocumentNames = { prefix: '', applyTo: (text) => text };

/** The prefix of a schema's names, which `buildExecutableSchema` keeps with it. */
export function typePrefixOf(schema: GraphQLSchema): TypePrefix {
  const { typePrefix } = schema.extensions;
  return typePrefix instanceof TypePrefix ? typePrefix : new TypePrefix('', schema);
}

interface FieldNames {
  readonly type: string;
  readonly name: string;
  readonly args: readonly string[];
}

function fieldsOf(type: GraphQLNamedType): readonly FieldNames[] {
  if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) return [];
  const fields: readonly (GraphQLField<unknown, unknown> | GraphQLInputField)[] = Object.values(type.getFields());
  return fields.map((field) => ({
    type: type.name,
    name: field.name,
    args: 'args' in field ? field.args.map(({ name }) => name) : [],
  }));
}

function inverse(map: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map([...map].map(([from, to]) => [to, from]));
}

interface RootField {
  readonly name: NameNode;
  readonly hasAlias: boolean;
}

/** Of the definition of a root type, of an operation, or of a fragment on a root type. */
function rootFieldsOf(definition: DefinitionNode): readonly RootField[] {
  switch (definition.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.OBJECT_TYPE_EXTENSION:
      if (!isRoot(definition.name.value)) return [];
      return (definition.fields ?? []).map(({ name }) => ({ name, hasAlias: true }));
    case Kind.OPERATION_DEFINITION:
      return fieldsIn(definition.selectionSet);
    case Kind.FRAGMENT_DEFINITION:
      return isRoot(definition.typeCondition.name.value) ? fieldsIn(definition.selectionSet) : [];
    default:
      return [];
  }
}

function fieldsIn({ selections }: SelectionSetNode): readonly RootField[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [{ name: selection.name, hasAlias: selection.alias !== undefined }];
    return selection.kind === Kind.INLINE_FRAGMENT ? fieldsIn(selection.selectionSet) : [];
  });
}

import {
  getArgumentValues,
  getNamedType,
  isObjectType,
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
} from 'graphql';
import { collectSubfields } from '../graphql/execution/graphql-internals.js';

/** What is selected of the object to which a field leads. */
export class SelectedFields {
  private readonly byName = new Map<string, FieldNode[]>();

  private constructor(
    private readonly info: GraphQLResolveInfo,
    private readonly type: GraphQLObjectType | undefined,
    nodes: readonly FieldNode[],
  ) {
    for (const [node] of this.collect(nodes)) {
      if (node === undefined) continue;
      this.byName.set(node.name.value, [...(this.byName.get(node.name.value) ?? []), node]);
    }
  }

  /** Below the field that is being resolved. */
  static below(info: GraphQLResolveInfo): SelectedFields {
    return new SelectedFields(info, objectType(info.returnType), info.fieldNodes);
  }

  has(name: string): boolean {
    return this.byName.has(name);
  }

  /** Below one of these fields, whatever its name in the answer is. */
  below(name: string): SelectedFields {
    const type = this.type?.getFields()[name]?.type;
    return new SelectedFields(this.info, type && objectType(type), this.byName.get(name) ?? []);
  }

  /** Of each place where the field is asked for; those that the field itself will refuse are left out. */
  argumentsOf(name: string): readonly Readonly<Record<string, unknown>>[] {
    const definition = this.type?.getFields()[name];
    if (definition === undefined) return [];
    return (this.byName.get(name) ?? []).flatMap((node) => {
      try {
        return [getArgumentValues(definition, node, this.info.variableValues)];
      } catch {
        return [];
      }
    });
  }

  /** None where the executor will refuse the selection: for a condition that is null. */
  private collect(nodes: readonly FieldNode[]): Iterable<readonly FieldNode[]> {
    const { schema, fragments, variableValues } = this.info;
    if (this.type === undefined || nodes.length === 0) return [];
    try {
      return collectSubfields(schema, fragments, variableValues, this.type, nodes).values();
    } catch {
      return [];
    }
  }
}

function objectType(type: GraphQLOutputType): GraphQLObjectType | undefined {
  const named = getNamedType(type);
  return isObjectType(named) ? named : undefined;
}

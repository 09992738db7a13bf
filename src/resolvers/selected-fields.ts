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

/** The selection on the object of a field. */
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

  /** The selection below the field that is being resolved. */
  static below(info: GraphQLResolveInfo): SelectedFields {
    return new SelectedFields(info, objectType(info.returnType), info.fieldNodes);
  }

  has(name: string): boolean {
    return this.byName.has(name);
  }

  /** The selection below the fields of this name, whatever their aliases. */
  below(name: string): SelectedFields {
    const type = this.type?.getFields()[name]?.type;
    return new SelectedFields(this.info, type && objectType(type), this.byName.get(name) ?? []);
  }

  /** On a list of turnovers: whether fields of its entries need all turnovers of the accounts. */
  get takesAllTurnovers(): boolean {
    const entries = [this.below('nodes'), this.below('edges').below('node')];
    return entries.some((entry) => entry.has('ownTransfer') || entry.has('recurringPayment'));
  }

  /** The arguments of each occurrence of the field; invalid ones are left out, since the field rejects them. */
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

  /** Empty when the executor rejects the selection because a condition is null. */
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

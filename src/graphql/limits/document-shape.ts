import {
  Kind,
  visit,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** How large something is with all fragments written out. */
export interface Shape {
  /** Levels of fields. */
  readonly depth: number;
  /** Fields, spreads and inline fragments, on all levels. */
  readonly selections: number;
  /** Fields on the first level: those at the root, if it is an operation. */
  readonly fields: number;
  /** Fields under another name, and fields that stand under the same name in one selection. */
  readonly aliases: number;
}

const NOTHING: Shape = { depth: 0, selections: 0, fields: 0, aliases: 0 };

/** A fragment that spreads itself has no size. */
export interface Endless {
  readonly fragment: string;
}

/**
 * Measures the operations of a document that need not be valid. Each fragment is measured once, however often it is spread, so
 * this takes no longer than reading the document.
 */
export function shapesOf(document: DocumentNode): readonly Shape[] | Endless {
  const measuring = new Measuring(document);
  const shapes = document.definitions.flatMap((definition) =>
    'selectionSet' in definition ? [{ definition, shape: measuring.of(definition.selectionSet) }] : [],
  );
  if (measuring.endless !== undefined) return measuring.endless;
  return shapes.flatMap(({ definition, shape }) => (definition.kind === Kind.OPERATION_DEFINITION ? [shape] : []));
}

/** As written, wherever they stand. */
export function countDirectives(document: DocumentNode): number {
  let count = 0;
  visit(document, {
    Directive: () => {
      count++;
    },
  });
  return count;
}

class Measuring {
  endless: Endless | undefined;
  private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  private readonly measured = new Map<string, Shape | 'UNDER_WAY'>();

  constructor({ definitions }: DocumentNode) {
    const fragments = definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
    this.fragments = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
  }

  /** @param names under which fields stand in the selection so far, those of inline fragments included */
  of({ selections }: SelectionSetNode, names = new Set<string>()): Shape {
    return selections.map((selection) => this.ofSelection(selection, names)).reduce(beside, NOTHING);
  }

  private ofSelection(selection: SelectionNode, names: Set<string>): Shape {
    if (selection.kind === Kind.FIELD) return this.ofField(selection, names);
    const inside =
      selection.kind === Kind.INLINE_FRAGMENT
        ? this.of(selection.selectionSet, names)
        : this.ofFragment(selection.name.value);
    return { ...inside, selections: inside.selections + 1 };
  }

  private ofField({ alias, name, selectionSet }: FieldNode, names: Set<string>): Shape {
    const below = selectionSet === undefined ? NOTHING : this.of(selectionSet);
    const known = (alias ?? name).value;
    const again = alias !== undefined || names.has(known);
    names.add(known);
    return {
      depth: below.depth + 1,
      selections: below.selections + 1,
      fields: 1,
      aliases: below.aliases + (again ? 1 : 0),
    };
  }

  private ofFragment(name: string): Shape {
    const known = this.measured.get(name);
    if (known === 'UNDER_WAY') this.endless ??= { fragment: name };
    if (known !== undefined) return known === 'UNDER_WAY' ? NOTHING : known;
    const fragment = this.fragments.get(name);
    if (fragment === undefined) return NOTHING;
    this.measured.set(name, 'UNDER_WAY');
    const shape = this.of(fragment.selectionSet);
    this.measured.set(name, shape);
    return shape;
  }
}

function beside(one: Shape, other: Shape): Shape {
  return {
    depth: Math.max(one.depth, other.depth),
    selections: one.selections + other.selections,
    fields: one.fields + other.fields,
    aliases: one.aliases + other.aliases,
  };
}

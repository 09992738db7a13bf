import {
  Kind,
  visit,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** Size with all fragments expanded. */
export interface Shape {
  /** Levels of fields. */
  readonly depth: number;
  /** Fields, spreads and inline fragments, on all levels. */
  readonly selections: number;
  /** Fields on the first level: those at the root, if it is an operation. */
  readonly fields: number;
  /** Aliased fields, and fields with the same name in one selection. */
  readonly aliases: number;
}

const NOTHING: Shape = { depth: 0, selections: 0, fields: 0, aliases: 0 };

/** A fragment that spreads itself has no size. */
export interface CyclicFragment {
  readonly fragment: string;
}

/**
 * Measures a document that may be invalid: its operations, and also unused fragments, since they are validated as well. Each
 * fragment is measured once, however often it is spread, so this takes linear time.
 */
export function shapeOf(document: DocumentNode): Shape | CyclicFragment {
  const counter = new ShapeCounter(document);
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const fragments = document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  const shapes = [
    ...operations.map(({ selectionSet }) => counter.of(selectionSet)),
    ...fragments.flatMap((fragment) =>
      counter.hasMet(fragment) ? [] : [{ ...counter.ofFragment(fragment), fields: 0 }],
    ),
  ];
  return counter.cyclicFragment ?? shapes.reduce(apart, NOTHING);
}

/** As written, anywhere in the document. */
export function countDirectives(document: DocumentNode): number {
  let count = 0;
  visit(document, {
    Directive: () => {
      count++;
    },
  });
  return count;
}

class ShapeCounter {
  cyclicFragment: CyclicFragment | undefined;
  private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  private readonly measured = new Map<FragmentDefinitionNode, Shape | 'IN_PROGRESS'>();

  constructor({ definitions }: DocumentNode) {
    const fragments = definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
    this.fragments = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
  }

  /** Whether the fragment has been visited; of two with the same name, only the last. */
  hasMet(fragment: FragmentDefinitionNode): boolean {
    return this.measured.has(fragment);
  }

  ofFragment(fragment: FragmentDefinitionNode): Shape {
    const known = this.measured.get(fragment);
    if (known === 'IN_PROGRESS') this.cyclicFragment ??= { fragment: fragment.name.value };
    if (known !== undefined) return known === 'IN_PROGRESS' ? NOTHING : known;
    this.measured.set(fragment, 'IN_PROGRESS');
    const shape = this.of(fragment.selectionSet);
    this.measured.set(fragment, shape);
    return shape;
  }

  /** @param names response names in the selection so far, including those of inline fragments */
  of({ selections }: SelectionSetNode, names = new Set<string>()): Shape {
    return selections.map((selection) => this.ofSelection(selection, names)).reduce(beside, NOTHING);
  }

  private ofSelection(selection: SelectionNode, names: Set<string>): Shape {
    if (selection.kind === Kind.FIELD) return this.ofField(selection, names);
    const inside =
      selection.kind === Kind.INLINE_FRAGMENT
        ? this.of(selection.selectionSet, names)
        : this.ofSpread(selection.name.value);
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

  private ofSpread(name: string): Shape {
    const fragment = this.fragments.get(name);
    return fragment === undefined ? NOTHING : this.ofFragment(fragment);
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

/** Sum of two separate definitions. */
function apart(one: Shape, other: Shape): Shape {
  return { ...beside(one, other), fields: Math.max(one.fields, other.fields) };
}

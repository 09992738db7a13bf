import { Kind, type DocumentNode, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql';

/** Everything that is merged into one selection. */
class Level {
  private readonly fields = new Map<string, { times: number; readonly below: Level }>();
  private readonly spread = new Set<string>();

  constructor(private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>) {}

  /** @returns the number of additional pairs of fields with the same name */
  add({ selections }: SelectionSetNode): number {
    let pairs = 0;
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const { times, below } = this.meet((selection.alias ?? selection.name).value);
        pairs += times + (selection.selectionSet === undefined ? 0 : below.add(selection.selectionSet));
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        pairs += this.add(selection.selectionSet);
      } else {
        pairs += this.addFragment(selection.name.value);
      }
    }
    return pairs;
  }

  private meet(name: string): { readonly times: number; readonly below: Level } {
    const { times, below } = this.fields.get(name) ?? { times: 0, below: new Level(this.fragments) };
    this.fields.set(name, { times: times + 1, below });
    return { times, below };
  }

  /** A fragment is not compared with itself. */
  private addFragment(name: string): number {
    const fragment = this.fragments.get(name);
    if (fragment === undefined || this.spread.has(name)) return 0;
    this.spread.add(name);
    return this.add(fragment.selectionSet);
  }
}

/**
 * Counts the pairs of fields with the same name in one selection, fragments expanded: validation compares each pair for
 * mergeability. Only for documents whose size is within the limits.
 */
export function countFieldPairs({ definitions }: DocumentNode): number {
  const fragments = definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  const byName = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
  return definitions.reduce(
    (sum, definition) => sum + ('selectionSet' in definition ? new Level(byName).add(definition.selectionSet) : 0),
    0,
  );
}

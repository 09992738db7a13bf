import type { Caller } from './deployment.js';

interface Named {
  readonly id: string;
  readonly xs2aId: string;
}

interface ViewerIds {
  readonly viewer: { readonly id: string; readonly connections: readonly Named[]; readonly accounts: readonly Named[] };
}

/** From XS2A's ids to those of the graph. */
export class GraphIds {
  private constructor(private readonly ids: ViewerIds['viewer']) {}

  static async of(caller: Caller): Promise<GraphIds> {
    const { viewer } = await caller.data<ViewerIds>(
      '{ viewer { id connections { id xs2aId } accounts { id xs2aId } } }',
    );
    return new GraphIds(viewer);
  }

  get viewer(): string {
    return this.ids.id;
  }

  connection({ id }: { readonly id: string }): string {
    return find(this.ids.connections, id);
  }

  account({ id }: { readonly id: string }): string {
    return find(this.ids.accounts, id);
  }
}

function find(things: readonly Named[], xs2aId: string): string {
  const thing = things.find((candidate) => candidate.xs2aId === xs2aId);
  if (thing === undefined) throw new Error(`The graph does not show ${xs2aId}.`);
  return thing.id;
}

import { operationName } from '../logging/log-field.js';

/** How many names become labels: each is a time series of its own in whatever reads the metrics, for ever. */
const MOST_NAMES = 200;

export interface NamedOperation {
  readonly name: string | undefined;
  readonly caller: 'anonymous' | 'bankUser' | 'service';
}

/** What operations are called in the metrics. Names come from whoever sends a document, so only a bounded number of them is taken. */
export class OperationNames {
  private readonly known = new Set<string>();

  /** @returns the name; `unnamed` where there is none, and `other` where it is none to keep */
  labelOf({ name, caller }: NamedOperation): string {
    if (name === undefined) return 'unnamed';
    if (this.known.has(name)) return name;
    if (caller === 'anonymous' || this.known.size >= MOST_NAMES || operationName.read(name) === undefined)
      return 'other';
    this.known.add(name);
    return name;
  }
}

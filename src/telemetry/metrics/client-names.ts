import type { OperationReport } from '../../graphql/operation-report.js';
import { clientName, clientVersion } from '../logging/log-field.js';
import { BoundedNames } from './bounded-names.js';

export interface ClientLabels {
  readonly client: string;
  /** `none` where the client states none. */
  readonly version: string;
}

const NONE = 'none';
const OTHER = 'other';

/** The labels beyond the limits. */
export const OTHER_CLIENT: ClientLabels = { client: OTHER, version: NONE };

/**
 * Clients and their versions as labels: 50 pairs in all. A bank user has a few devices, and updates of them; a service may speak
 * for several programs.
 */
export class ClientNames {
  private readonly pairs: BoundedNames;

  /**
   * @param onForgotten called for labels that are not used any more
   * @param now monotonic time in milliseconds
   */
  constructor(onForgotten: (labels: ClientLabels) => void, now?: () => number) {
    this.pairs = new BoundedNames(
      { max: 50, maxOfCaller: { bankUser: 4, service: 20 }, isSafe: (pair) => pair !== OTHER },
      (pair) => {
        onForgotten(labelsOf(pair));
      },
      now,
    );
  }

  labelsOf({
    client,
    caller,
    callerNumber,
  }: Pick<OperationReport, 'client' | 'caller' | 'callerNumber'>): ClientLabels {
    return labelsOf(this.pairs.labelOf({ name: pairOf(client), caller, callerNumber }));
  }
}

/** Neither of the two has line breaks. */
function pairOf({ name, version = NONE }: OperationReport['client']): string | undefined {
  if (name === undefined) return undefined;
  if (clientName.read(name) === undefined) return OTHER;
  return `${name}\n${version === NONE || clientVersion.read(version) !== undefined ? version : OTHER}`;
}

function labelsOf(pair: string): ClientLabels {
  const [client = OTHER, version = NONE] = pair.split('\n');
  return { client, version };
}

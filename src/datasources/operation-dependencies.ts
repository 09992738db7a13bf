import type { BankLists } from './bank.lists.js';
import type { Meter } from './meter.js';
import type { OperationReads } from './reads/operation-reads.js';
import type { SeenConnections } from './reads/seen-connections.js';
import type { UnattendedSyncs } from './unattended-syncs.js';
import type { WizardSessionRecords } from './wizard/wizard-session.records.js';
import type { WizardStepLimit } from './wizard/wizard-step.limit.js';
import type { WizardStepsUnderWay } from './wizard/wizard-steps-under-way.js';
import type { Xs2a } from './xs2a/xs2a-client.js';

/** What the sources of one operation share. */
export interface OperationDependencies {
  readonly xs2a: Xs2a;
  /** Steps of bank logins are slow and have a queue of their own. */
  readonly bankLogins: Xs2a;
  readonly reads: OperationReads;
  readonly unattendedSyncs: UnattendedSyncs;
  readonly wizardSessions: WizardSessionRecords;
  readonly wizardStepLimit: WizardStepLimit;
  readonly wizardStepsUnderWay: WizardStepsUnderWay;
  /** Deadline of one step, in milliseconds. */
  readonly wizardStepMs: number;
  readonly seenConnections: SeenConnections;
  readonly bankLists: BankLists;
  readonly meter: Meter;
  /** Identifies the caller. */
  readonly caller: string;
  readonly now: () => Date;
  /** A connection whose consent ends within this many days is CONSENT_EXPIRING. */
  readonly consentExpiringDays: number;
  /** Called for every unreadable row with the route of its list. */
  readonly onSkippedRow: (route: string) => void;
}

/** Maps the readable rows; unreadable ones are skipped and counted, so that one bad row does not break the list. */
export function readableRows<T>(
  rows: readonly unknown[],
  map: (row: unknown) => T | null,
  route: string,
  { meter, onSkippedRow }: OperationDependencies,
): T[] {
  const readable: T[] = [];
  for (const row of rows) {
    const mapped = map(row);
    if (mapped !== null) readable.push(mapped);
    else {
      meter.skippedRows++;
      onSkippedRow(route);
    }
  }
  return readable;
}

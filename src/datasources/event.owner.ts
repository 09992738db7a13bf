import type { Xs2aEvent } from '../schema/xs2a-event.type.js';
import type { SeenConnections } from './reads/seen-connections.js';
import type { WizardSessionRecords } from './wizard/wizard-session.records.js';

/** XS2A's events do not say whose they are: the connection that an event is about does, or its wizard session. */
export class EventOwners {
  constructor(
    private readonly wizardSessions: Pick<WizardSessionRecords, 'originOf'>,
    private readonly seenConnections: Pick<SeenConnections, 'ownerOf'>,
  ) {}

  /** XS2A's id of the bank user; undefined when it is not known. */
  async ownerOf({ subjectXs2aId, transactionId }: Pick<Xs2aEvent, 'subjectXs2aId' | 'transactionId'>) {
    const bankUserId = subjectXs2aId === null ? undefined : await this.seenConnections.ownerOf(subjectXs2aId);
    if (bankUserId !== undefined || transactionId === null) return bankUserId;
    return (await this.wizardSessions.originOf(transactionId))?.bankUserId;
  }
}

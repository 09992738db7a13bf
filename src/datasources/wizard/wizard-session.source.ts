import { isUpstreamId, notFound } from '../../domain/global-id.js';
import type { BankConnection } from '../../schema/bank-connection.type.js';
import type { WizardSession } from '../../schema/wizard-session.type.js';
import type { BankConnectionSource } from '../bank-connection.source.js';
import { ENDPOINTS } from '../xs2a/endpoints.js';
import type { OperationDependencies } from '../operation-dependencies.js';
import { toWizardSession } from './wizard-session.mapper.js';
import type { WizardSessionOrigin } from './wizard-session.records.js';

/** The state of wizard sessions, read with the API key after the owner has been checked. */
export class WizardSessionSource {
  constructor(
    private readonly scope: OperationDependencies,
    private readonly connections: BankConnectionSource,
  ) {}

  /**
   * @param asker XS2A's id of the calling bank user; undefined for a service caller, who may see every session with a known owner
   * @throws GatewayError NOT_FOUND when it is missing, or not known to be the asker's
   */
  async get(transactionId: string, asker: string | undefined): Promise<WizardSession> {
    if (!isUpstreamId(transactionId)) throw notFound();
    const { xs2a, reads, meter } = this.scope;
    const origin = await this.originFor(asker, transactionId);
    return reads.uncachedList(origin.bankUserId, `session ${transactionId}`, async () => {
      const { body } = await xs2a.withApiKey(ENDPOINTS.getSession, { path: { transactionId }, meter });
      return toWizardSession(body, transactionId, origin);
    });
  }

  /** The connection that the session created or logged in to; null until the session has finished. */
  async connectionOf(session: WizardSession): Promise<BankConnection | null> {
    const { bankUserId, connectionXs2aId, transactionId, finished } = session;
    if (finished !== true || bankUserId === null) return null;
    const connections = await this.connections.ofBankUser(bankUserId);
    const isMeant = ({ xs2aId, transactionId: createdBy }: BankConnection) =>
      connectionXs2aId === null ? createdBy === transactionId : xs2aId === connectionXs2aId;
    return connections.find(isMeant) ?? null;
  }

  /** A foreign session takes a bank user the same calls as a missing one, so that timing does not reveal which it is. */
  private async originFor(asker: string | undefined, transactionId: string): Promise<WizardSessionOrigin> {
    const known = await this.scope.wizardSessions.originOf(transactionId);
    if (known !== undefined && (asker === undefined || asker === known.bankUserId)) return known;
    const connections = asker === undefined ? [] : await this.connections.ofBankUser(asker);
    const created = connections.find((connection) => connection.transactionId === transactionId);
    if (created === undefined) throw notFound();
    return { bankUserId: created.bankUserId, connectionXs2aId: created.xs2aId };
  }
}

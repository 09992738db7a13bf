import type { OwnedRef } from '../domain/global-id.js';
import type { SyncMode } from '../domain/bank-connection-status.js';
import type { BankConnection, BankConnectionSync } from '../schema/bank-connection.type.js';
import type { WizardSession } from '../schema/wizard-session.type.js';
import { toBankConnection } from './bank-connection.mapper.js';
import { ENDPOINTS, type BankUserEndpoint } from './xs2a/endpoints.js';
import { fetchRows, OwnedList, toListed, type Listed } from './owned-list.js';
import type { OperationDependencies } from './operation-dependencies.js';
import type { SyncSlot } from './unattended-syncs.js';
import type { UpstreamCall } from './xs2a/upstream.js';
import { toNewWizardSession } from './wizard/wizard-session.mapper.js';

/** Settings of a new connection; undefined leaves the choice to XS2A. */
export interface NewConnection {
  readonly syncMode: SyncMode;
  readonly bic: string | undefined;
  readonly country: string | undefined;
  readonly historyDays: number | undefined;
  readonly limitDays: number | undefined;
  readonly accountSelection: 'ALL' | 'MULTI' | 'SINGLE' | undefined;
  readonly language: string | undefined;
  readonly fintsProductId: string | undefined;
}

/** The bank connections of bank users, read as one list per bank user. */
export class BankConnectionSource {
  private readonly connections: OwnedList<BankConnection>;

  constructor(private readonly scope: OperationDependencies) {
    // Read by every operation: it determines the age of everything else.
    this.connections = new OwnedList(scope, (bankUserId) =>
      scope.reads.connections(bankUserId, () => this.readList(bankUserId)),
    );
  }

  listOf(bankUserId: string): Promise<Listed<BankConnection>> {
    return this.connections.listOf(bankUserId);
  }

  /** Takes a list that was just read elsewhere. */
  take(bankUserId: string, listed: Listed<BankConnection>): void {
    this.scope.reads.record.noteConnections(bankUserId);
    this.connections.take(bankUserId, listed);
  }

  /** Whether the operation has read the list or is reading it. */
  isAskedFor(bankUserId: string): boolean {
    return this.connections.isAskedFor(bankUserId);
  }

  ofBankUser(bankUserId: string): Promise<BankConnection[]> {
    return this.connections.of(bankUserId);
  }

  find(ref: OwnedRef): Promise<BankConnection | undefined> {
    return this.connections.find(ref);
  }

  /** @throws GatewayError NOT_FOUND */
  get(ref: OwnedRef): Promise<BankConnection> {
    return this.connections.get(ref);
  }

  /** The current state, read again even when the operation has read it before. */
  getAnew(ref: OwnedRef): Promise<BankConnection> {
    this.connections.forget(ref.bankUserId);
    return this.connections.get(ref);
  }

  /** Begins the bank login; the connection exists once the person has finished it. Sent once. */
  async create(bankUserId: string, connection: NewConnection): Promise<WizardSession> {
    const { xs2a, meter } = this.scope;
    const body = {
      sync_mode: connection.syncMode.toLowerCase(),
      bic: connection.bic,
      country_id: connection.country,
      days: connection.historyDays,
      limit_days: connection.limitDays,
      account_selection: connection.accountSelection?.toLowerCase(),
      language: connection.language?.toLowerCase(),
      fints_product_id: connection.fintsProductId,
    };
    // Invalidates nothing: there is no connection yet.
    const answer = await xs2a.withUserToken(bankUserId, ENDPOINTS.createConnection, { body, meter });
    return this.begun(toNewWizardSession(answer.body, bankUserId), connection.syncMode);
  }

  /**
   * @param force sync although the last one failed
   * @param credentials the caller's share, for sync mode shared
   * @returns the wizard session for the user to complete (upstream's 202); undefined when the sync runs (204)
   */
  async sync(
    connection: BankConnection,
    { force, credentials }: { force: boolean; credentials: string | undefined },
  ): Promise<WizardSession | undefined> {
    const body = { ...(force ? { force } : {}), ...(credentials === undefined ? {} : { credentials }) };
    const answer = await this.beginSync(connection, ENDPOINTS.syncConnection, body);
    return answer.status === 202 ? this.begun(loginTo(connection, answer.body)) : undefined;
  }

  /** Takes a slot for a sync without the user. @returns the slot, or the time at which the next one is free */
  takeUnattendedSync({ sync }: BankConnection): Promise<SyncSlot | { readonly availableAt: string }> {
    return this.scope.unattendedSyncs.take(sync);
  }

  unattendedSyncsLeft(sync: BankConnectionSync): Promise<number> {
    const { reads, unattendedSyncs } = this.scope;
    // Availability returns by itself, so a result with it is not cached.
    reads.record.noteOther();
    return unattendedSyncs.leftOf(sync);
  }

  /** Begins the bank login again, whatever the sync mode. */
  async reset(connection: BankConnection): Promise<WizardSession> {
    const answer = await this.beginSync(connection, ENDPOINTS.resetConnection, undefined);
    return this.begun(loginTo(connection, answer.body));
  }

  /** Its accounts can outlive it. */
  async delete({ bankUserId, xs2aId }: OwnedRef): Promise<void> {
    const { xs2a, reads, meter } = this.scope;
    const call = { path: { connectionId: xs2aId }, meter };
    await reads.writing(bankUserId, { of: 'connection', xs2aId }, () =>
      xs2a.withUserToken(bankUserId, ENDPOINTS.deleteConnection, call),
    );
  }

  /** Records the owner of the session. @param creates the sync mode of the connection that it creates, if any */
  private async begun(session: WizardSession, creates?: SyncMode): Promise<WizardSession> {
    await this.scope.wizardSessions.remember(session, creates);
    return session;
  }

  private async readList(bankUserId: string): Promise<Listed<BankConnection>> {
    const { now, consentExpiringDays, seenConnections, onSkippedRow } = this.scope;
    const rows = await fetchRows(this.scope, bankUserId, ENDPOINTS.listConnections);
    const view = { now: now(), consentExpiringDays };
    const listed = toListed(
      rows,
      (row) => toBankConnection(row, bankUserId, view),
      () => {
        onSkippedRow(ENDPOINTS.listConnections.route);
      },
    );
    seenConnections.note(bankUserId, listed);
    return listed;
  }

  private beginSync(connection: BankConnection, endpoint: BankUserEndpoint, body: UpstreamCall['body']) {
    const { xs2a, reads, meter } = this.scope;
    const { bankUserId, xs2aId } = connection;
    const call = { path: { connectionId: xs2aId }, ...(body && { body }), meter };
    const change = { of: 'connection', xs2aId, awaited: connection } as const;
    return reads.writing(bankUserId, change, () => xs2a.withUserToken(bankUserId, endpoint, call));
  }
}

function loginTo({ bankUserId, xs2aId }: BankConnection, body: unknown): WizardSession {
  return { ...toNewWizardSession(body, bankUserId), connectionXs2aId: xs2aId };
}

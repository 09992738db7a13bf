import type { OwnedRef } from '../domain/global-id.js';
import type { SyncMode } from '../domain/bank-connection-status.js';
import type { BankConnection } from '../schema/bank-connection.type.js';
import type { WizardSession } from '../schema/wizard-session.type.js';
import { toBankConnection } from './bank-connection.mapper.js';
import { ENDPOINTS } from './endpoints.js';
import { OwnedList } from './owned-list.js';
import type { SourceScope } from './source-scope.js';
import { toNewWizardSession } from './wizard-session.mapper.js';

/** How a new connection is to be made; what is undefined is left to XS2A. */
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

  constructor(private readonly scope: SourceScope) {
    const { now, consentExpiringDays } = scope;
    this.connections = new OwnedList(scope, ENDPOINTS.listConnections, (row, bankUserId) =>
      toBankConnection(row, bankUserId, { now: now(), consentExpiringDays }),
    );
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

  /** As it is at this moment, whatever the operation has read before. */
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
    const answer = await xs2a.asBankUser(bankUserId, ENDPOINTS.createConnection, { body, meter });
    return toNewWizardSession(answer.body, bankUserId);
  }

  /**
   * @param force sync although the last one failed
   * @param credentials the caller's half, for sync mode shared
   * @returns the wizard session in which the person has to act (upstream's 202); undefined when the sync runs (204)
   */
  async sync(
    { bankUserId, xs2aId }: OwnedRef,
    { force, credentials }: { force: boolean; credentials: string | undefined },
  ): Promise<WizardSession | undefined> {
    const { xs2a, meter } = this.scope;
    const body = { ...(force ? { force } : {}), ...(credentials === undefined ? {} : { credentials }) };
    const call = { path: { connectionId: xs2aId }, body, meter };
    try {
      const { status, body } = await xs2a.asBankUser(bankUserId, ENDPOINTS.syncConnection, call);
      return status === 202 ? toNewWizardSession(body, bankUserId) : undefined;
    } finally {
      this.connections.forget(bankUserId);
    }
  }

  /** Begins the bank login anew, whatever the sync mode. */
  async reset({ bankUserId, xs2aId }: OwnedRef): Promise<WizardSession> {
    const { xs2a, meter } = this.scope;
    const call = { path: { connectionId: xs2aId }, meter };
    const answer = await xs2a.asBankUser(bankUserId, ENDPOINTS.resetConnection, call);
    this.connections.forget(bankUserId);
    return toNewWizardSession(answer.body, bankUserId);
  }

  /** Its accounts can outlive it. */
  async delete({ bankUserId, xs2aId }: OwnedRef): Promise<void> {
    const { xs2a, meter } = this.scope;
    await xs2a.asBankUser(bankUserId, ENDPOINTS.deleteConnection, { path: { connectionId: xs2aId }, meter });
    this.connections.forget(bankUserId);
  }
}

import { createHash, randomUUID } from 'node:crypto';
import type { SyncMode } from '../../domain/bank-connection-status.js';
import { isUpstreamId } from '../../domain/global-id.js';
import type { WizardSession } from '../../schema/wizard-session.type.js';
import type { SecureStore } from '../../store/secure-store.js';
import { recordOf } from '../xs2a/lenient.js';

/** Records who began which wizard session. */
export type WizardSessionStore = Pick<SecureStore, 'get' | 'set' | 'setIfAbsent' | 'delete'>;

/** The owner and the subject of a wizard session. */
export interface WizardSessionOrigin {
  readonly bankUserId: string;
  /** XS2A's id of its connection; null when it creates one. */
  readonly connectionXs2aId: string | null;
}

const DAY_MS = 86_400_000;

/** The owner is looked up by session, so these records belong to the gateway, not to a bank user. */
const OWNER = 'gateway';

/**
 * The wizard sessions begun by the gateway within a day. XS2A returns their state for the API key, but never their owner. Failed
 * writes are ignored: the mutation that began the session has succeeded.
 */
export class WizardSessionRecords {
  private readonly instance = randomUUID();

  constructor(private readonly store: WizardSessionStore) {}

  /** @param creates the sync mode of the connection that the session creates; undefined for the login of an existing one */
  async remember(session: WizardSession, creates?: SyncMode): Promise<void> {
    const { key, transactionId, bankUserId, connectionXs2aId } = session;
    const writes = [this.write(sessionKey(transactionId), { bankUserId, connectionXs2aId })];
    if (key !== null && creates !== undefined) writes.push(this.write(modeKey(key), { creates }));
    await Promise.all(writes);
  }

  /** Undefined when unknown: begun elsewhere, more than a day ago, or lost. */
  async originOf(transactionId: string): Promise<WizardSessionOrigin | undefined> {
    const { bankUserId, connectionXs2aId } = recordOf(await this.store.get(OWNER, sessionKey(transactionId))) ?? {};
    if (!isUpstreamId(bankUserId)) return undefined;
    return { bankUserId, connectionXs2aId: isUpstreamId(connectionXs2aId) ? connectionXs2aId : null };
  }

  /**
   * The sync mode of the connection that the session with this wizard key creates. Undefined when unknown, and for the login of
   * an existing connection, whose mode it may change.
   */
  async modeCreatedBy(key: string): Promise<string | undefined> {
    const { creates } = recordOf(await this.store.get(OWNER, modeKey(key))) ?? {};
    return typeof creates === 'string' ? creates : undefined;
  }

  /** Records the names of the last form's text fields. */
  async rememberTexts(key: string, names: readonly string[]): Promise<void> {
    await this.write(textsKey(key), { texts: JSON.stringify(names) });
  }

  /** The names of the last form's text fields; empty when unknown. */
  async textsOf(key: string): Promise<ReadonlySet<unknown>> {
    const { texts } = recordOf(await this.store.get(OWNER, textsKey(key))) ?? {};
    return new Set(typeof texts === 'string' ? (JSON.parse(texts) as unknown[]) : []);
  }

  /**
   * Claims the login for this instance while it waits for a step's response, until `endStep` and for `ttlMs` at most.
   *
   * @returns false while another instance has the claim
   */
  async beginStep(bankUserId: string, key: string, ttlMs: number): Promise<boolean> {
    const { instance } = this;
    if ((await this.store.setIfAbsent(bankUserId, stepKey(key), { instance }, ttlMs)) !== 'exists') return true;
    // The end of this instance's earlier step may not have reached the store.
    return recordOf(await this.store.get(bankUserId, stepKey(key)))?.instance === instance;
  }

  async endStep(bankUserId: string, key: string): Promise<void> {
    await this.store.delete(bankUserId, stepKey(key));
  }

  private write(key: string, value: Readonly<Record<string, string | null>>): Promise<boolean> {
    return this.store.set(OWNER, key, value, DAY_MS);
  }
}

function sessionKey(transactionId: string): string {
  return `wizard-session:${transactionId}`;
}

/** Wizard keys open bank logins, so not even the names of records contain them. */
function modeKey(key: string): string {
  return `wizard-mode:${digestOfWizardKey(key)}`;
}

function stepKey(key: string): string {
  return `wizard-step:${digestOfWizardKey(key)}`;
}

function textsKey(key: string): string {
  return `wizard-texts:${digestOfWizardKey(key)}`;
}

export function digestOfWizardKey(key: string): string {
  return createHash('sha256').update(key).digest('base64url');
}

import { createHash, randomUUID } from 'node:crypto';
import type { SyncMode } from '../../domain/bank-connection-status.js';
import { isUpstreamId } from '../../domain/global-id.js';
import type { WizardSession } from '../../schema/wizard-session.type.js';
import type { SecureStore } from '../../store/secure-store.js';
import { recordOf } from '../xs2a/lenient.js';

/** Where it is remembered who began which wizard session. */
export type WizardSessionStore = Pick<SecureStore, 'get' | 'set' | 'setIfAbsent' | 'delete'>;

/** Of whom and of what a wizard session is. */
export interface WizardSessionOrigin {
  readonly bankUserId: string;
  /** XS2A's id of the connection that it is about; null when it creates one. */
  readonly connectionXs2aId: string | null;
}

const DAY_MS = 86_400_000;

/** Whose a session is has to be found by the session alone: such records are the gateway's own, not a bank user's. */
const OWNER = 'gateway';

/**
 * The wizard sessions that the gateway has begun within a day. XS2A tells their state to whoever has the API key, and never
 * whose they are. What cannot be written is forgotten: the mutation that began the session has succeeded all the same.
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

  /** Undefined when it is not known: begun elsewhere, more than a day ago, or forgotten. */
  async originOf(transactionId: string): Promise<WizardSessionOrigin | undefined> {
    const { bankUserId, connectionXs2aId } = recordOf(await this.store.get(OWNER, sessionKey(transactionId))) ?? {};
    if (!isUpstreamId(bankUserId)) return undefined;
    return { bankUserId, connectionXs2aId: isUpstreamId(connectionXs2aId) ? connectionXs2aId : null };
  }

  /**
   * The sync mode of the connection that the session of this wizard key creates. Undefined when it is not known, and for the
   * login of an existing connection, whose mode can change with it.
   */
  async modeCreatedBy(key: string): Promise<string | undefined> {
    const { creates } = recordOf(await this.store.get(OWNER, modeKey(key))) ?? {};
    return typeof creates === 'string' ? creates : undefined;
  }

  /** What the form that was shown last asks for as text, by the names of its fields. */
  async rememberTexts(key: string, names: readonly string[]): Promise<void> {
    await this.write(textsKey(key), { texts: JSON.stringify(names) });
  }

  /** What the form that was shown last asks for as text; nothing where that is not known. */
  async textsOf(key: string): Promise<ReadonlySet<unknown>> {
    const { texts } = recordOf(await this.store.get(OWNER, textsKey(key))) ?? {};
    return new Set(typeof texts === 'string' ? (JSON.parse(texts) as unknown[]) : []);
  }

  /**
   * Tells the other instances that this one waits for the answer to a step of the login, until `endStep`, and for so long at the most.
   *
   * @returns false while another one does
   */
  async beginStep(bankUserId: string, key: string, ttlMs: number): Promise<boolean> {
    const { instance } = this;
    if ((await this.store.setIfAbsent(bankUserId, stepKey(key), { instance }, ttlMs)) !== 'exists') return true;
    // The end of an earlier step of this instance may not have reached the store.
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

/** Wizard keys open bank logins, so that not even the name of a record has one in it. */
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

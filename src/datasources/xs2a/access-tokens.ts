import { setTimeout as pause } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import { AccessTokenIssuer, type AccessTokenRecord } from './access-token.issuer.js';
import { recordOf } from './lenient.js';
import type { SecureStore } from '../../store/secure-store.js';
import type { Meter } from '../meter.js';
import { hasStatus } from './upstream-error.js';
import type { Upstream } from './upstream.js';

export type AccessTokenEvent = 'CREATED' | 'RENEWED' | 'REPLACED' | 'RENEWAL_FAILED';

/** The replacement of a token. */
export interface Replacement {
  readonly token: string;
  /** False when it came from the store, and may be as old as the previous one. */
  readonly isNew: boolean;
}

/** How long requests wait for a renewal: the old token is still valid. */
const RENEWAL_PATIENCE_MS = 500;
/** Pause before the next renewal after one that failed or is slow; the old token is used meanwhile. */
const RENEWAL_PAUSE_MS = 15_000;
/** With these, upstream rejects the renewal of this token; 401 and 403 concern the API key. */
const NOT_RENEWABLE = [400, 404, 405, 409, 410, 422];

const STORE_KEY = 'access-token';

/**
 * The access tokens of all bank users: created once, stored, renewed before they expire, replaced when upstream rejects one. At
 * most one of these calls is in flight per bank user. Renewals neither delay requests for long nor fail them, since the old token
 * is valid to its end.
 */
export class AccessTokens {
  /** Avoids store reads, and works while the store is down. Another instance's newer token is used once this one is rejected. */
  private readonly known = new LRUCache<string, AccessTokenRecord>({ max: 10_000 });
  private readonly underWay = new Map<string, Promise<Replacement>>();
  /** Bank users whose token is being renewed, possibly in the background. */
  private readonly renewing = new Set<string>();
  private readonly issuer: AccessTokenIssuer;

  constructor(
    upstream: Upstream,
    apiKey: string,
    /** Shares tokens between instances and across restarts. */
    private readonly store: Pick<SecureStore, 'get' | 'set' | 'delete'>,
    private readonly now: () => Date,
    private readonly onEvent: (event: AccessTokenEvent) => void,
  ) {
    this.issuer = new AccessTokenIssuer(upstream, apiKey, now);
  }

  /** At once when it is in memory. @throws UpstreamError NOT_FOUND when there is no such bank user */
  of(bankUserId: string, meter: Meter): string | Promise<string> {
    const known = this.known.get(bankUserId);
    if (known !== undefined && this.now().getTime() < known.renewAt) return known.token;
    return (this.underWay.get(bankUserId) ?? this.obtain(bankUserId, undefined, meter)).then(({ token }) => token);
  }

  /** A token other than the rejected one: one that another request has obtained meanwhile, or a new one. */
  async replacing(refused: string, bankUserId: string, meter: Meter): Promise<Replacement> {
    const known = this.known.get(bankUserId);
    if (known !== undefined && known.token !== refused) {
      return { token: await this.of(bankUserId, meter), isNew: false };
    }
    const other = await this.underWay.get(bankUserId);
    if (other !== undefined && other.token !== refused) return other;
    return this.underWay.get(bankUserId) ?? this.obtain(bankUserId, refused, meter);
  }

  async forget(bankUserId: string): Promise<void> {
    this.known.delete(bankUserId);
    await this.store.delete(bankUserId, STORE_KEY);
  }

  /** Takes another token in place of this one, where it is the gateway's: it is about to be somebody else's, or to end. */
  async giveUp(tokenId: string, bankUserId: string, meter: Meter): Promise<void> {
    await this.underWay.get(bankUserId)?.catch(() => undefined);
    const own = [this.known.get(bankUserId), recordIn(await this.store.get(bankUserId, STORE_KEY))];
    const given = own.find((token) => token?.id === tokenId);
    if (given !== undefined) await this.obtain(bankUserId, given.token, meter);
  }

  private obtain(bankUserId: string, refused: string | undefined, meter: Meter): Promise<Replacement> {
    const work = this.find(bankUserId, refused, meter).finally(() => this.underWay.delete(bankUserId));
    this.underWay.set(bankUserId, work);
    return work;
  }

  private async find(bankUserId: string, refused: string | undefined, meter: Meter): Promise<Replacement> {
    const now = this.now().getTime();
    const found = recordIn(await this.store.get(bankUserId, STORE_KEY)) ?? this.known.get(bankUserId);
    if (found !== undefined && found.token !== refused && now < found.endsAt) {
      this.known.set(bankUserId, found);
      if (now >= found.renewAt) await this.renewSoon(found, bankUserId, meter);
      return { token: this.known.get(bankUserId)?.token ?? found.token, isNew: false };
    }
    const created = await this.issuer.create(bankUserId, meter);
    this.onEvent(refused === undefined ? 'CREATED' : 'REPLACED');
    await this.keep(bankUserId, created);
    return { token: created.token, isNew: true };
  }

  /** Waits for a renewal up to the patience; it continues in the background. */
  private async renewSoon(old: AccessTokenRecord, bankUserId: string, meter: Meter): Promise<void> {
    if (!this.renewing.has(bankUserId)) {
      this.renewing.add(bankUserId);
      const renewal = this.renew(old, bankUserId, meter).finally(() => this.renewing.delete(bankUserId));
      await Promise.race([renewal, pause(RENEWAL_PATIENCE_MS, undefined, { ref: false })]);
    }
    if (this.renewing.has(bankUserId)) this.serveOn(old, bankUserId);
  }

  /** Never fails. Its result is dropped when the old token was replaced or removed meanwhile. */
  private async renew(old: AccessTokenRecord, bankUserId: string, meter: Meter): Promise<void> {
    try {
      const renewed = await this.renewedOrNew(old, bankUserId, meter);
      if (this.isKnown(old, bankUserId)) await this.keep(bankUserId, renewed);
    } catch {
      this.serveOn(old, bankUserId);
    }
  }

  private async renewedOrNew(old: AccessTokenRecord, bankUserId: string, meter: Meter): Promise<AccessTokenRecord> {
    try {
      const renewed = await this.issuer.renew(old, bankUserId, meter);
      this.onEvent('RENEWED');
      return renewed;
    } catch (error) {
      this.onEvent('RENEWAL_FAILED');
      if (!hasStatus(error, ...NOT_RENEWABLE)) throw error;
    }
    const created = await this.issuer.create(bankUserId, meter);
    this.onEvent('CREATED');
    return created;
  }

  private serveOn(old: AccessTokenRecord, bankUserId: string): void {
    if (!this.isKnown(old, bankUserId)) return;
    const renewAt = Math.min(this.now().getTime() + RENEWAL_PAUSE_MS, old.endsAt);
    this.known.set(bankUserId, { ...old, renewAt });
  }

  private isKnown({ token }: AccessTokenRecord, bankUserId: string): boolean {
    return this.known.get(bankUserId)?.token === token;
  }

  private async keep(bankUserId: string, token: AccessTokenRecord): Promise<void> {
    this.known.set(bankUserId, token);
    await this.store.set(bankUserId, STORE_KEY, token, token.endsAt - this.now().getTime());
  }
}

function recordIn(value: unknown): AccessTokenRecord | undefined {
  const { id, token, renewAt, endsAt } = recordOf(value) ?? {};
  return typeof id === 'string' &&
    typeof token === 'string' &&
    typeof renewAt === 'number' &&
    typeof endsAt === 'number'
    ? { id, token, renewAt, endsAt }
    : undefined;
}

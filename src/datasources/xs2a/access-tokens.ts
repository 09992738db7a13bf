import { setTimeout as pause } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import { AccessTokenIssuer, type AccessTokenRecord } from './access-token.issuer.js';
import { recordOf } from './lenient.js';
import type { SecureStore } from '../../store/secure-store.js';
import type { Meter } from '../meter.js';
import { hasStatus } from './upstream-error.js';
import type { Upstream } from './upstream.js';

export type AccessTokenEvent = 'CREATED' | 'RENEWED' | 'REPLACED' | 'RENEWAL_FAILED';

/** A token in place of another one. */
export interface Replacement {
  readonly token: string;
  /** False where it was found, and may be as old as the one before. */
  readonly isNew: boolean;
}

/** How long requests wait for a renewal: the old token serves as well. */
const RENEWAL_PATIENCE_MS = 500;
/** After a renewal that failed, or takes long, the old token serves for as long before anybody looks again. */
const RENEWAL_PAUSE_MS = 15_000;
/** With these, upstream says that the token cannot be renewed at all; 401 and 403 say something about the API key. */
const NOT_RENEWABLE = [400, 404, 405, 409, 410, 422];

const STORE_KEY = 'access-token';

/**
 * The access tokens of all bank users: created once, kept, renewed before they end, replaced when upstream refuses one.
 * At most one of these is under way per bank user, however many requests wait for it. None waits long for a renewal, and
 * none fails by it, because the old token serves to its end.
 */
export class AccessTokens {
  /** Spares the store, and serves while it is down. Another instance's newer token is found when this one is refused. */
  private readonly known = new LRUCache<string, AccessTokenRecord>({ max: 10_000 });
  private readonly underWay = new Map<string, Promise<Replacement>>();
  /** Bank users whose token is being renewed, which may go on while the old one serves. */
  private readonly renewing = new Set<string>();
  private readonly issuer: AccessTokenIssuer;

  constructor(
    upstream: Upstream,
    apiKey: string,
    /** Where tokens outlive a process and are shared between instances. */
    private readonly store: Pick<SecureStore, 'get' | 'set' | 'delete'>,
    private readonly now: () => Date,
    private readonly onEvent: (event: AccessTokenEvent) => void,
  ) {
    this.issuer = new AccessTokenIssuer(upstream, apiKey, now);
  }

  /** @throws UpstreamError NOT_FOUND when upstream knows no such bank user */
  async of(bankUserId: string, meter: Meter): Promise<string> {
    const known = this.known.get(bankUserId);
    if (known !== undefined && this.now().getTime() < known.renewAt) return known.token;
    return (await (this.underWay.get(bankUserId) ?? this.obtain(bankUserId, undefined, meter))).token;
  }

  /** Another token than the one that upstream refused: what somebody else got meanwhile, or a new one. */
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
    const kept = recordIn(await this.store.get(bankUserId, STORE_KEY)) ?? this.known.get(bankUserId);
    if (kept !== undefined && kept.token !== refused && now < kept.endsAt) {
      this.known.set(bankUserId, kept);
      if (now >= kept.renewAt) await this.renewSoon(kept, bankUserId, meter);
      return { token: this.known.get(bankUserId)?.token ?? kept.token, isNew: false };
    }
    const created = await this.issuer.create(bankUserId, meter);
    this.onEvent(refused === undefined ? 'CREATED' : 'REPLACED');
    await this.keep(bankUserId, created);
    return { token: created.token, isNew: true };
  }

  /** Waits for a renewal as long as makes sense; it goes on by itself. */
  private async renewSoon(old: AccessTokenRecord, bankUserId: string, meter: Meter): Promise<void> {
    if (!this.renewing.has(bankUserId)) {
      this.renewing.add(bankUserId);
      const renewal = this.renew(old, bankUserId, meter).finally(() => this.renewing.delete(bankUserId));
      await Promise.race([renewal, pause(RENEWAL_PATIENCE_MS, undefined, { ref: false })]);
    }
    if (this.renewing.has(bankUserId)) this.serveOn(old, bankUserId);
  }

  /** Never fails. What comes of it is dropped where the old token was replaced or forgotten meanwhile. */
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

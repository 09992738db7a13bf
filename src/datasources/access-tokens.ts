import { LRUCache } from 'lru-cache';
import { toValidUntil } from './access-token.mapper.js';
import { ENDPOINTS } from './endpoints.js';
import { idOf, instantOf, recordOf, textOf } from './lenient.js';
import type { Meter } from './meter.js';
import { hasStatus, senselessAnswer } from './upstream-error.js';
import type { Upstream } from './upstream.js';

/** One bank user's access token, as it is kept. Times are epoch milliseconds. A type, since only those fit a JSON value. */
// eslint-disable-next-line @typescript-eslint/consistent-type-definitions
type AccessTokenRecord = {
  readonly id: string;
  readonly token: string;
  readonly renewAt: number;
  readonly endsAt: number;
};

/** Where tokens outlive a process and are shared between instances. Implementations encrypt. */
export interface AccessTokenStore {
  get(owner: string, key: string): Promise<unknown>;
  set(owner: string, key: string, value: AccessTokenRecord, ttlMs: number): Promise<boolean>;
  delete(owner: string, key: string): Promise<boolean>;
}

export type AccessTokenEvent = 'CREATED' | 'RENEWED' | 'REPLACED' | 'RENEWAL_FAILED';

/** An access token is valid for one hour (published by the vendor's guide), also where a later end was asked for and echoed. */
const LIFETIME_MS = 3_600_000;
/** What a token is taken to live at least, so that clocks which disagree do not make every call ask for a new one. */
const SHORTEST_LIFE_MS = 60_000;
/** Renewed when this share of its life is over. */
const RENEW_AFTER = 0.9;
/** After a failed renewal, the old token serves for as long before the next try. */
const RENEWAL_PAUSE_MS = 15_000;

const STORE_KEY = 'access-token';

/**
 * The access tokens of all bank users: created once, kept, renewed before they end, replaced when upstream refuses one.
 * At most one of these is under way per bank user, however many requests wait for it.
 */
export class AccessTokens {
  /** Spares the store, and serves while it is down. Another instance's newer token is found when this one is refused. */
  private readonly known = new LRUCache<string, AccessTokenRecord>({ max: 10_000 });
  private readonly underWay = new Map<string, Promise<string>>();

  constructor(
    private readonly upstream: Upstream,
    private readonly apiKey: string,
    private readonly store: AccessTokenStore,
    private readonly now: () => Date,
    private readonly onEvent: (event: AccessTokenEvent) => void,
  ) {}

  /** @throws UpstreamError NOT_FOUND when upstream knows no such bank user */
  async of(bankUserId: string, meter: Meter): Promise<string> {
    const known = this.known.get(bankUserId);
    if (known !== undefined && this.now().getTime() < known.renewAt) return known.token;
    return this.underWay.get(bankUserId) ?? this.obtain(bankUserId, undefined, meter);
  }

  /** Another token than the one that upstream refused: what somebody else got meanwhile, or a new one. */
  async replacing(refused: string, bankUserId: string, meter: Meter): Promise<string> {
    const known = this.known.get(bankUserId);
    if (known !== undefined && known.token !== refused) return this.of(bankUserId, meter);
    const other = await this.underWay.get(bankUserId);
    if (other !== undefined && other !== refused) return other;
    return this.underWay.get(bankUserId) ?? this.obtain(bankUserId, refused, meter);
  }

  async forget(bankUserId: string): Promise<void> {
    this.known.delete(bankUserId);
    await this.store.delete(bankUserId, STORE_KEY);
  }

  private obtain(bankUserId: string, refused: string | undefined, meter: Meter): Promise<string> {
    const work = this.find(bankUserId, refused, meter).finally(() => this.underWay.delete(bankUserId));
    this.underWay.set(bankUserId, work);
    return work;
  }

  private async find(bankUserId: string, refused: string | undefined, meter: Meter): Promise<string> {
    const now = this.now().getTime();
    const kept = recordIn(await this.store.get(bankUserId, STORE_KEY)) ?? this.known.get(bankUserId);
    const usable = kept !== undefined && kept.token !== refused && now < kept.endsAt ? kept : undefined;
    if (usable !== undefined && now < usable.renewAt) return this.remember(bankUserId, usable);
    const renewed = usable && (await this.renew(bankUserId, usable, meter));
    if (renewed !== undefined) return renewed;
    const created = await this.create(bankUserId, meter);
    this.onEvent(refused === undefined ? 'CREATED' : 'REPLACED');
    return this.keep(bankUserId, created);
  }

  private async create(bankUserId: string, meter: Meter): Promise<AccessTokenRecord> {
    const { body } = await this.upstream.call(ENDPOINTS.createAccessToken, this.apiKey, {
      path: { bankUserId },
      body: { valid_until: this.requestedEnd() },
      lossIsHarmless: true,
      meter,
    });
    return this.recordOfAnswer(body);
  }

  /** Undefined when the token cannot be renewed at all. While renewing merely fails, the old one serves to its end. */
  private async renew(bankUserId: string, token: AccessTokenRecord, meter: Meter): Promise<string | undefined> {
    try {
      const { body } = await this.upstream.call(ENDPOINTS.renewAccessToken, this.apiKey, {
        path: { bankUserId, tokenId: token.id },
        body: { valid_until: this.requestedEnd() },
        lossIsHarmless: true,
        meter,
      });
      const renewed = this.recordOfAnswer(body);
      this.onEvent('RENEWED');
      return await this.keep(bankUserId, renewed);
    } catch (error) {
      this.onEvent('RENEWAL_FAILED');
      if (hasStatus(error, 400, 401, 403, 404, 405, 409, 410, 422)) return undefined;
      return this.remember(bankUserId, { ...token, renewAt: this.now().getTime() + RENEWAL_PAUSE_MS });
    }
  }

  private requestedEnd(): string {
    return toValidUntil(new Date(this.now().getTime() + LIFETIME_MS));
  }

  /** A token whose end upstream does not state lives as long as was asked for. */
  private recordOfAnswer(body: unknown): AccessTokenRecord {
    const answer = recordOf(body);
    const id = idOf(answer?.id);
    const token = textOf(answer?.token);
    if (id === null || token === null) throw senselessAnswer();
    const now = this.now().getTime();
    const stated = instantOf(answer?.valid_until);
    const asked = stated === null ? LIFETIME_MS : Date.parse(stated) - now;
    const life = Math.min(Math.max(asked, SHORTEST_LIFE_MS), LIFETIME_MS);
    return { id, token, renewAt: now + life * RENEW_AFTER, endsAt: now + life };
  }

  private async keep(bankUserId: string, token: AccessTokenRecord): Promise<string> {
    await this.store.set(bankUserId, STORE_KEY, token, token.endsAt - this.now().getTime());
    return this.remember(bankUserId, token);
  }

  private remember(bankUserId: string, token: AccessTokenRecord): string {
    this.known.set(bankUserId, token);
    return token.token;
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

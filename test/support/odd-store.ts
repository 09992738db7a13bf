import type { JsonValue, SecureStore } from '../../src/store/secure-store.js';

/** Makes something of what was written. */
export type Oddity = (written: JsonValue) => JsonValue;

/** A store that works, whose records can look as if another release had written them. */
export class OddStore implements SecureStore {
  oddity: Oddity | undefined;
  /** How many records were odd. */
  odd = 0;

  constructor(private readonly store: SecureStore) {}

  get available(): boolean {
    return this.store.available;
  }

  async get(owner: string, key: string): Promise<JsonValue | undefined> {
    const written = await this.store.get(owner, key);
    if (written === undefined || this.oddity === undefined) return written;
    this.odd++;
    return this.oddity(written);
  }

  set(owner: string, key: string, value: JsonValue, ttlMs: number): Promise<boolean> {
    return this.store.set(owner, key, value, ttlMs);
  }

  setIfAbsent(owner: string, key: string, value: JsonValue, ttlMs: number) {
    return this.store.setIfAbsent(owner, key, value, ttlMs);
  }

  delete(owner: string, key: string): Promise<boolean> {
    return this.store.delete(owner, key);
  }

  ready(): Promise<boolean> {
    return this.store.ready();
  }

  close(): Promise<void> {
    return this.store.close();
  }
}

const NONSENSE: readonly JsonValue[] = [null, '', 'text', 7, true, [], {}, [{}], { bankUserId: '../users' }];

/** By turns, so that each member of small records has its own. */
const MEMBERS = [0, 1, 2, 3];

/** Records that no release writes, and those that one writes with one of their members missing or of another type. */
export const ODDITIES: readonly (readonly [string, Oddity])[] = [
  ...NONSENSE.map((nonsense) => [JSON.stringify(nonsense), () => nonsense] as const),
  ...MEMBERS.map(
    (index) => [`without member ${index}`, (written: JsonValue) => withoutMember(written, index)] as const,
  ),
  ...MEMBERS.map(
    (index) => [`member ${index} of another type`, (written: JsonValue) => oddMember(written, index)] as const,
  ),
];

function withoutMember(written: JsonValue, index: number): JsonValue {
  const members = membersOf(written);
  return Object.fromEntries(members.filter((_, at) => at !== index % members.length));
}

function oddMember(written: JsonValue, index: number): JsonValue {
  const members = membersOf(written);
  const odd = (member: JsonValue) => (typeof member === 'number' ? 'soon' : 7);
  return Object.fromEntries(
    members.map(([name, member], at) => [name, at === index % members.length ? odd(member) : member]),
  );
}

function membersOf(written: JsonValue): readonly [string, JsonValue][] {
  return typeof written === 'object' && written !== null
    ? Object.entries<JsonValue>(written as Record<string, JsonValue>)
    : [];
}

import { randomBytes } from 'node:crypto';
import { WizardSessionRecords, type WizardSessionStore } from '../../src/datasources/wizard/wizard-session.records.js';
import type { WizardSession } from '../../src/schema/wizard-session.type.js';
import { MemoryStore } from '../../src/store/memory-store.js';

const HOUR_MS = 3_600_000;

function begun(members: Partial<WizardSession> = {}): WizardSession {
  return {
    key: 'the wizard key',
    transactionId: 'transaction',
    bankUserId: 'user',
    connectionXs2aId: null,
    finished: false,
    currentStep: null,
    testMode: null,
    createdAt: null,
    lastError: null,
    ...members,
  };
}

function openMemory() {
  const options = { namespace: 'test', encryptionKeys: [randomBytes(32)], onEvent: () => undefined };
  return new MemoryStore(options);
}

function openRecords(): WizardSessionRecords {
  return new WizardSessionRecords(openMemory());
}

/** Nothing can be asked of it. */
const closed = {
  setIfAbsent: () => Promise.resolve('unknown' as const),
  delete: () => Promise.resolve(false),
};

afterEach(() => {
  jest.useRealTimers();
});

test('remembers whose a session is and what it is about', async () => {
  const records = openRecords();
  await records.remember(begun(), 'SHARED');
  await records.remember(begun({ transactionId: 'sync', key: 'another', connectionXs2aId: 'connection' }));
  expect(await records.originOf('transaction')).toEqual({ bankUserId: 'user', connectionXs2aId: null });
  expect(await records.originOf('sync')).toEqual({ bankUserId: 'user', connectionXs2aId: 'connection' });
  expect(await records.originOf('another')).toBeUndefined();
  expect(await records.modeCreatedBy('the wizard key')).toBe('SHARED');
  expect(await records.modeCreatedBy('another')).toBeUndefined();
});

test('for a day', async () => {
  jest.useFakeTimers({ now: Date.parse('2026-03-01T12:00:00Z') });
  const records = openRecords();
  await records.remember(begun());
  jest.advanceTimersByTime(24 * HOUR_MS - 10);
  expect(await records.originOf('transaction')).toBeDefined();
  jest.advanceTimersByTime(20);
  expect(await records.originOf('transaction')).toBeUndefined();
});

test('a store that loses everything is nothing to stumble over', async () => {
  const lost: WizardSessionStore = {
    ...closed,
    get: () => Promise.resolve(undefined),
    set: () => Promise.resolve(false),
  };
  const records = new WizardSessionRecords(lost);
  await records.remember(begun(), 'FULL');
  expect(await records.originOf('transaction')).toBeUndefined();
  expect(await records.modeCreatedBy('the wizard key')).toBeUndefined();
});

test.each([null, 'text', [], {}, { bankUserId: '../users' }, { bankUserId: null }])(
  'what is kept as %j says nothing',
  async (kept) => {
    const store: WizardSessionStore = { ...closed, get: () => Promise.resolve(kept), set: () => Promise.resolve(true) };
    const records = new WizardSessionRecords(store);
    expect(await records.originOf('transaction')).toBeUndefined();
    expect(await records.modeCreatedBy('key')).toBeUndefined();
  },
);

test('the wizard key is not even in the name of a record', async () => {
  const names: string[] = [];
  const store: WizardSessionStore = {
    ...closed,
    get: () => Promise.resolve(undefined),
    set: (...record) => {
      names.push(JSON.stringify(record));
      return Promise.resolve(true);
    },
  };
  await new WizardSessionRecords(store).remember(begun(), 'FULL');
  expect(names).toHaveLength(2);
  expect(names.join()).not.toContain('the wizard key');
});

describe('a step under way', () => {
  test('is one instance alone, until it has ended', async () => {
    const store = openMemory();
    const [one, other] = [new WizardSessionRecords(store), new WizardSessionRecords(store)];
    expect(await one.beginStep('user', 'key', HOUR_MS)).toBe(true);
    expect(await other.beginStep('user', 'key', HOUR_MS)).toBe(false);
    expect(await other.beginStep('user', 'another key', HOUR_MS)).toBe(true);
    expect(await other.beginStep('somebody', 'key', HOUR_MS)).toBe(true);
    await one.endStep('user', 'key');
    expect(await other.beginStep('user', 'key', HOUR_MS)).toBe(true);
  });

  test('does not bar the instance whose end of it was lost', async () => {
    const store = openMemory();
    const records = new WizardSessionRecords(store);
    await records.beginStep('user', 'key', HOUR_MS);
    expect(await records.beginStep('user', 'key', HOUR_MS)).toBe(true);
  });

  test('bars nobody while the store cannot be asked', async () => {
    const records = new WizardSessionRecords({
      ...closed,
      get: () => Promise.resolve(undefined),
      set: () => Promise.resolve(false),
    });
    expect(await records.beginStep('user', 'key', HOUR_MS)).toBe(true);
  });

  test('of an instance that has ended is over some time', async () => {
    jest.useFakeTimers({ now: Date.parse('2026-03-01T12:00:00Z') });
    const store = openMemory();
    await new WizardSessionRecords(store).beginStep('user', 'key', 1_000);
    const other = new WizardSessionRecords(store);
    jest.advanceTimersByTime(990);
    expect(await other.beginStep('user', 'key', 1_000)).toBe(false);
    jest.advanceTimersByTime(20);
    expect(await other.beginStep('user', 'key', 1_000)).toBe(true);
  });
});

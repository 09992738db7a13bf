import { TurnoverQuery, type TurnoverFilter, type TurnoverPageArgs } from '../../../src/domain/turnover/index.js';
import { isInputObjectType } from 'graphql';
import { GatewayError } from '../../../src/errors/gateway-error.js';
import { buildGraph } from '../../../src/resolvers/executable-schema.js';

const SCOPE = { bankUserId: 'user-1', accountIds: null };

function query(filter: TurnoverFilter | null = null): TurnoverQuery {
  return new TurnoverQuery(SCOPE, filter, 'BOOKING_DATE_DESC');
}

function codeOf(ask: () => unknown): string | undefined {
  try {
    ask();
  } catch (error) {
    return error instanceof GatewayError ? error.code : 'another error';
  }
  return undefined;
}

describe('a filter', () => {
  test.each<TurnoverFilter>([
    { from: '2026-1-1' },
    { to: '2026-01-01T00:00:00Z' },
    { from: '' },
    { minAmount: '-0.01' },
    { maxAmount: '-1' },
    { minAmount: '1,5' },
    { maxAmount: 'NaN' },
    { minAmount: '' },
    { minAmount: '9'.repeat(100) },
    { category: '' },
    { category: ' ' },
    { category: 'K'.repeat(101) },
    { search: 'x'.repeat(201) },
    { tags: ['x'.repeat(101)] },
  ])('that makes no sense is refused: %j', (filter) => {
    expect(codeOf(() => query(filter))).toBe('BAD_USER_INPUT');
  });

  test.each<TurnoverFilter>([
    { from: null, to: null, status: null, direction: null, minAmount: null, maxAmount: null },
    { search: null, category: null, tags: null, onlyNew: null },
    { status: [], tags: [], search: ' \t', onlyNew: false },
  ])('that says nothing is as good as none: %j', (filter) => {
    expect(query(filter).key).toBe(query().key);
  });

  test('may be as long as it may be', () => {
    const tags = Array.from({ length: 100 }, (_, index) => `tag-${index}`.padEnd(100));
    expect(codeOf(() => query({ search: 'x'.repeat(200), category: 'K'.repeat(100), tags }))).toBeUndefined();
  });

  /** One value of each condition. */
  const CONDITIONS: Required<TurnoverFilter> = {
    from: '2026-01-01',
    to: '2026-01-31',
    status: ['PENDING'],
    direction: 'DEBIT',
    minAmount: '1',
    maxAmount: '2',
    search: 'Miete',
    category: 'K.1',
    tags: ['rent'],
    onlyNew: true,
    excludeOwnTransfers: true,
  };

  test.each(Object.entries(CONDITIONS))('is another one by its %s', (condition, value) => {
    expect(query({ [condition]: value }).key).not.toBe(query().key);
  });

  test('has all conditions of the schema', async () => {
    const type = (await buildGraph()).getType('TurnoverFilter');
    const fields = isInputObjectType(type) ? Object.keys(type.getFields()) : [];
    expect(fields.sort()).toEqual(Object.keys(CONDITIONS).sort());
  });

  test('tells its bounds', () => {
    const { from, to } = query({ from: '2026-01-01', to: '2026-01-31' });
    expect([from, to]).toEqual(['2026-01-01', '2026-01-31']);
    expect([query().from, query().to]).toEqual([null, null]);
  });
});

describe('a page', () => {
  test.each<TurnoverPageArgs>([
    { first: 0 },
    { first: -1 },
    { first: 501 },
    { first: 1.5 },
    { first: NaN },
    { last: 0 },
    { last: 501 },
    { first: 5, last: 5 },
    { after: '' },
    { before: 'x' },
  ])('that makes no sense is refused: %j', (args) => {
    expect(codeOf(() => query().readPage(args))).toBe('BAD_USER_INPUT');
  });

  test.each<[TurnoverPageArgs, number, boolean]>([
    [{}, 50, false],
    [{ first: 1 }, 1, false],
    [{ first: 500, last: null }, 500, false],
    [{ last: 500 }, 500, true],
  ])('%j has a size and a side', (args, size, fromEnd) => {
    expect(query().readPage(args)).toEqual({ size, fromEnd, after: null, before: null });
  });
});

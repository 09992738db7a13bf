import { toBalance } from '../../src/datasources/balance.mapper.js';

describe('a balance', () => {
  it('is read as upstream writes it', () => {
    const body = { id: 'a', balance: 0.30000000000000004, available: -1234.5, limit: 0, currency_id: 'EUR' };
    expect(toBalance({ ...body, date: '2026-01-01 10:00:00' })).toEqual({
      amount: { value: '0.30', currency: 'EUR' },
      available: { value: '-1234.50', currency: 'EUR' },
      limit: { value: '0.00', currency: 'EUR' },
      asOf: '2026-01-01T09:00:00Z',
    });
  });

  it.each([
    [
      { balance: 1234, currency: 'JPY' },
      { value: '1234', currency: 'JPY' },
    ],
    [
      { balance: '12.5', currency: 'EUR' },
      { value: '12.50', currency: 'EUR' },
    ],
    [
      { balance: 1.005, currency: '' },
      { value: '1.01', currency: null },
    ],
    [{ balance: 1 }, { value: '1.00', currency: null }],
    [{ balance: null, currency: 'EUR' }, null],
    [{ balance: 'much', currency: 'EUR' }, null],
    [{ balance: 1e300, currency: 'EUR' }, null],
    [{ balance: true, currency: 'EUR' }, null],
    [{}, null],
  ])('of %j is %j', (body, amount) => {
    expect(toBalance(body)).toEqual({ amount, available: null, limit: null, asOf: null });
  });

  it.each([null, undefined, [], 'text', 1])('is none: %j', (body) => {
    expect(() => toBalance(body)).toThrow(expect.objectContaining({ code: 'UPSTREAM_UNAVAILABLE' }) as Error);
  });
});

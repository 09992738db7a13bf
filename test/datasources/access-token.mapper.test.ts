import { toNewAccessToken, toValidUntil } from '../../src/datasources/access-token.mapper.js';
import { UpstreamError } from '../../src/datasources/xs2a/upstream-error.js';

describe('the end of a token, as upstream takes it', () => {
  test.each([
    ['2026-07-01T12:00:00Z', '2026-07-01 14:00:00'],
    ['2026-01-15T12:00:00.900Z', '2026-01-15 13:00:00'],
    // The night in which clocks go forward.
    ['2026-03-29T01:00:00Z', '2026-03-29 03:00:00'],
    // The hour from 2 to 3 occurs twice: the first one can be written.
    ['2026-10-25T00:30:00Z', '2026-10-25 02:30:00'],
    // The second one cannot.
    ['2026-10-25T01:00:00Z', '2026-10-25 03:00:00'],
    ['2026-10-25T01:30:00Z', '2026-10-25 03:00:00'],
    ['2026-10-25T01:59:59.999Z', '2026-10-25 03:00:00'],
    ['2026-10-25T02:00:00Z', '2026-10-25 03:00:00'],
  ])('%s is %s', (end, text) => {
    expect(toValidUntil(new Date(end))).toBe(text);
  });
});

describe('a new token', () => {
  test('of German local time', () => {
    expect(toNewAccessToken({ id: 7, token: 'opaque', valid_until: '2026-07-01 14:00:00', object: 'x' })).toEqual({
      id: '7',
      token: 'opaque',
      validUntil: '2026-07-01T12:00:00Z',
      createdAt: null,
    });
  });

  test('without an end', () => {
    expect(toNewAccessToken({ id: 'a', token: 't' })).toEqual({
      id: 'a',
      token: 't',
      validUntil: null,
      createdAt: null,
    });
  });

  test.each([undefined, [], {}, { id: 'a' }, { token: 't' }, { id: '../users', token: 't' }])(
    'is not in %j, and yet there may be one',
    (body) => {
      expect(() => toNewAccessToken(body)).toThrow(new UpstreamError('OUTCOME_UNKNOWN'));
    },
  );
});

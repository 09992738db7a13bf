import { bankUserReference, toBankUser } from '../../src/datasources/bank-user.mapper.js';
import { bankUserGlobalId } from '../../src/domain/global-id.js';

describe('a bank user', () => {
  it('is read as upstream writes it', () => {
    const row = {
      id: 'U_1',
      name: 'Nora',
      email: 'nora@example.com',
      testmode: '1',
      created_at: '2026-07-01 10:00:00',
    };
    expect(toBankUser(row)).toEqual({
      id: bankUserGlobalId('U_1'),
      xs2aId: 'U_1',
      name: 'Nora',
      email: 'nora@example.com',
      testMode: true,
      createdAt: '2026-07-01T08:00:00Z',
    });
  });

  it('needs nothing but an id, and is then known, not only referred to', () => {
    expect(toBankUser({ id: 12 })).toEqual({
      ...bankUserReference('12'),
      name: null,
      email: null,
      testMode: null,
      createdAt: null,
    });
  });

  it.each([null, undefined, [], 'text', 1, {}, { id: null }, { id: 'a/b' }])('is none: %j', (row) => {
    expect(toBankUser(row)).toBeNull();
  });
});

import { toAccount } from '../../src/datasources/account.mapper.js';
import { ownedGlobalId } from '../../src/domain/global-id.js';

const ROW = {
  id: 'Acc-1',
  bank_connection_id: 'Conn_1',
  holder: 'Klara Vielkonto',
  iban: 'DE02120300000000202051',
  description: 'Girokonto',
  bic: 'BYLADEM1001',
  account_number: '202051',
  bank_code: '12030000',
  bank_name: 'Testbank',
  country_id: 'DE',
  type: 'giro',
  joint_account: '0',
  transaction_possible: 1,
  created_at: '2026-07-01 10:00:00',
  object: 'bank_account',
};

describe('an account', () => {
  it('is read as upstream writes it', () => {
    expect(toAccount(ROW, 'user')).toEqual({
      id: ownedGlobalId('Account', { bankUserId: 'user', xs2aId: 'Acc-1' }),
      xs2aId: 'Acc-1',
      bankUserId: 'user',
      connectionXs2aId: 'Conn_1',
      type: 'GIRO',
      rawType: 'giro',
      holder: 'Klara Vielkonto',
      iban: 'DE02120300000000202051',
      bic: 'BYLADEM1001',
      accountNumber: '202051',
      bankCode: '12030000',
      bankName: 'Testbank',
      country: 'DE',
      description: 'Girokonto',
      jointAccount: false,
      transactionPossible: true,
      createdAt: '2026-07-01T08:00:00Z',
    });
  });

  it('needs nothing but an id', () => {
    const { id, xs2aId, bankUserId, type, ...rest } = toAccount({ id: 7 }, 'user') ?? {};
    expect([id, xs2aId, bankUserId, type]).toEqual([
      ownedGlobalId('Account', { bankUserId: 'user', xs2aId: '7' }),
      '7',
      'user',
      'OTHER',
    ]);
    expect(new Set(Object.values(rest))).toEqual(new Set([null]));
  });

  it.each([
    ['giro', 'GIRO'],
    ['creditcard', 'CREDIT_CARD'],
    ['CreditCard', 'CREDIT_CARD'],
    ['savings', 'SAVINGS'],
    ['loan', 'LOAN'],
    ['securities', 'SECURITIES'],
    ['wallet', 'WALLET'],
    ['other', 'OTHER'],
    ['bausparvertrag', 'OTHER'],
    ['constructor', 'OTHER'],
    ['__proto__', 'OTHER'],
    ['', 'OTHER'],
    [null, 'OTHER'],
    [3, 'OTHER'],
  ])('of the type %j is %s', (type, mapped) => {
    expect(toAccount({ ...ROW, type }, 'user')).toMatchObject({
      type: mapped,
      rawType: type === '' || type === null ? null : String(type),
    });
  });

  it.each([null, '', 0.5, '../x'])('without a connection that can be named has none: %j', (id) => {
    expect(toAccount({ ...ROW, bank_connection_id: id }, 'user')?.connectionXs2aId).toBeNull();
  });

  it.each([null, undefined, [], 'text', 1, {}, { id: null }, { id: '../users' }, { id: '' }, { id: 1.5 }, { id: [1] }])(
    'is none: %j',
    (row) => {
      expect(toAccount(row, 'user')).toBeNull();
    },
  );
});

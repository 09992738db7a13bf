import { cents, isTrue, Tester, type Json } from '../tester.js';
import { isValidIban } from './iban-check.js';
import { publishedTags } from './published-tags.js';

const now = () => new Date('2026-11-22T20:00:00Z');

interface SeededAccount {
  readonly account: Json;
  readonly balance: Json;
  readonly turnovers: readonly Json[];
}

interface SeededPerson {
  readonly connections: readonly Json[];
  readonly accounts: readonly SeededAccount[];
}

async function readAll(tester: Tester): Promise<Record<string, SeededPerson>> {
  const people: Record<string, SeededPerson> = {};
  for (const { id, name } of tester.bank.people) {
    const person = await tester.person(id);
    const accounts: SeededAccount[] = [];
    for (const account of await person.list('/accounts')) {
      const balance = (await person.call('GET', `/accounts/${account.id}/balance`)).json;
      accounts.push({ account, balance, turnovers: await person.turnovers(account.id) });
    }
    people[name.split(' ')[0] ?? ''] = { connections: await person.list('/connections'), accounts };
  }
  return people;
}

describe('the seeded people', () => {
  let tester: Tester;
  let people: Record<string, SeededPerson>;
  let accounts: readonly SeededAccount[];
  let turnovers: readonly Json[];
  beforeAll(async () => {
    tester = await Tester.start({ now });
    people = await readAll(tester);
    accounts = Object.values(people).flatMap((person) => person.accounts);
    turnovers = accounts.flatMap((account) => account.turnovers);
  });
  afterAll(() => tester.close());

  const named = (description: string) =>
    accounts.find(({ account }) => account.description === description)?.turnovers ?? [];
  const tagged = (rows: readonly Json[], tag: string) => rows.filter(({ tags }) => (tags as string[]).includes(tag));

  it('are at least four, the one with six connections first', () => {
    expect(tester.bank.people.map(({ name }) => name)).toEqual([
      'Klara Vielkonto',
      'Magnus Kontenreich',
      'Emil Einkonto',
      'Nora Neuling',
    ]);
    expect(Object.values(people).map((person) => [person.connections.length, person.accounts.length])).toEqual([
      [6, 11],
      [4, 40],
      [1, 1],
      [0, 0],
    ]);
    expect(new Set(people.Klara?.connections.map(({ bank_name }) => bank_name)).size).toBe(6);
  });

  it('have connections in every state', () => {
    const state = (connection: Json): string => {
      const failures = connection.sync_fail_counter as number;
      const consent = String(connection.consent_valid_until);
      if (failures >= 3) return 'DISABLED';
      if (consent < '2026-11-22') return 'CONSENT_EXPIRED';
      if (failures > 0) return 'SYNC_FAILING';
      if (connection.sync_mode !== 'full') return 'MANUAL_SYNC_ONLY';
      return consent <= '2026-12-06' ? 'CONSENT_EXPIRING' : 'ACTIVE';
    };
    expect(people.Klara?.connections.map(state)).toEqual([
      'ACTIVE',
      'CONSENT_EXPIRING',
      'MANUAL_SYNC_ONLY',
      'SYNC_FAILING',
      'CONSENT_EXPIRED',
      'DISABLED',
    ]);
    expect(people.Magnus?.connections.map(({ sync_fail_counter }) => sync_fail_counter)).toContain(2);
  });

  it('have accounts of every type, in three currencies, and one without a connection', () => {
    const types = ['creditcard', 'giro', 'loan', 'other', 'savings', 'securities', 'wallet'];
    expect([...new Set(accounts.map(({ account }) => account.type))].sort()).toEqual(types);
    const currencies = accounts.map(({ balance }) => balance.currency ?? balance.currency_id);
    expect(new Set(currencies)).toEqual(new Set(['EUR', 'CHF', 'USD']));
    expect(accounts.filter(({ account }) => account.bank_connection_id === null)).toHaveLength(1);
    expect(accounts.some(({ account }) => isTrue(account.joint_account))).toBe(true);
  });

  it('have balances that all booked turnovers add up to, to the cent', () => {
    for (const { balance, turnovers: rows } of accounts) {
      const booked = rows.filter(({ prebooked, canceled }) => !isTrue(prebooked) && !isTrue(canceled));
      expect(cents(balance.balance)).toBe(booked.reduce((sum, { amount }) => sum + cents(amount), 0));
      const pending = rows.filter(({ prebooked, canceled }) => isTrue(prebooked) && !isTrue(canceled));
      const onItsWay = pending.reduce((sum, { amount }) => sum + cents(amount), 0);
      expect(cents(balance.available)).toBe(cents(balance.balance) + onItsWay + cents(balance.limit ?? 0));
    }
  });

  it('have valid IBANs, and so do those whom they pay', () => {
    const own = accounts.filter(({ account }) => account.type !== 'creditcard').map(({ account }) => account.iban);
    const others = turnovers.map(({ counter_iban }) => counter_iban).filter((iban) => iban !== null);
    expect(others.length).toBeGreaterThan(1000);
    for (const iban of new Set([...own, ...others])) expect(isValidIban(String(iban))).toBe(true);
  });

  it('have lived for two years, up to the last sync', () => {
    const giro = named('Girokonto Alltag').map(({ booking_date }) => booking_date);
    expect(giro[0]).toBe('2026-11-22');
    expect(giro.at(-1)).toBe('2024-11-17');
    expect(giro.length).toBeGreaterThan(700);
    expect(turnovers.every(({ booking_date }) => booking_date <= '2026-11-22')).toBe(true);
  });

  it('live as one does in Germany', () => {
    const giro = named('Girokonto Alltag');
    expect(tagged(giro, 'salary')).toHaveLength(26);
    expect(giro.filter(({ purpose }) => String(purpose).startsWith('13. Monatsgehalt'))).toHaveLength(2);
    expect(new Set(tagged(giro, 'groceries').map(({ counter_holder }) => counter_holder)).size).toBeGreaterThan(2);
    const kinds = (
      'rent electricity water telecommunication public-fees insurance-health-supplementary insurance-vehicle tax-vehicle ' +
      'media cash e-commerce refund chargeback credit-card savings ec-card direct-debit transfer'
    ).split(' ');
    for (const kind of kinds) expect([kind, tagged(giro, kind).length > 0]).toEqual([kind, true]);
    expect(tagged(named('Privatkonto CHF'), 'cross-country').length).toBeGreaterThan(50);
    expect(tagged(named('Fremdwährungskonto USD'), 'cross-country').length).toBeGreaterThan(50);
  });

  it('have twins, pending and canceled entries, and new ones', () => {
    const giro = named('Girokonto Alltag');
    const texts = giro.map((row) => JSON.stringify(row));
    expect(texts.length - new Set(texts).size).toBeGreaterThan(20);
    for (const member of ['prebooked', 'canceled', 'new']) {
      const found = giro.filter((row) => isTrue(row[member]));
      expect([member, found.length > 1]).toEqual([member, true]);
    }
    expect(giro.filter((row) => isTrue(row.prebooked)).every(({ booking_date }) => booking_date >= '2026-11-20')).toBe(
      true,
    );
  });

  it('pay off the card with what was spent on it', () => {
    const settlements = (rows: readonly Json[]) =>
      rows
        .filter(({ purpose }) => String(purpose).startsWith('Kreditkartenabrechnung'))
        .map(({ booking_date, amount }) => `${booking_date} ${Math.abs(cents(amount))}`);
    expect(settlements(named('Girokonto Alltag'))).toEqual(settlements(named('Kreditkarte Reiselust')));
    expect(settlements(named('Kreditkarte Reiselust')).length).toBeGreaterThan(22);
  });

  it('have turnover ids of every kind, and mostly none', () => {
    const kind = ({ turnovers: rows }: SeededAccount): string => {
      if (rows.every(({ id }) => (id as string | null) !== null)) return 'xs2a';
      const ids = rows.map(({ transaction_id }) => transaction_id);
      if (ids.every((id) => id === null)) return 'none';
      return new Set(ids).size === ids.length ? 'bank' : 'repeating';
    };
    const kinds = accounts.map(kind);
    for (const expected of ['xs2a', 'bank', 'repeating']) expect(kinds).toContain(expected);
    expect(kinds.filter((found) => found === 'none').length).toBeGreaterThan(kinds.length / 2);
    for (const { turnovers: rows } of accounts.filter((account) => kind(account) === 'xs2a')) {
      expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    }
  });

  it('are filed under published tags and categories', () => {
    const used = new Set(turnovers.flatMap(({ tags }) => tags as string[]));
    expect([...used].filter((tag) => !publishedTags.includes(tag))).toEqual([]);
    expect(turnovers.every(({ category_id }) => /^[KAEN](\.\d+)*$/.test(String(category_id)))).toBe(true);
    expect(turnovers.some(({ category_id }) => category_id === 'K.8.3.2.2.2.1')).toBe(true);
  });

  it('were mostly synced hours ago, one of them minutes ago', () => {
    expect(people.Emil?.connections[0]?.last_synced).toMatch(/^2026-11-22.20:56:00/);
    expect(people.Klara?.connections[0]?.last_synced).toMatch(/^2026-11-22.16:00:00/);
  });

  describe('come again', () => {
    const everything = (all: Record<string, SeededPerson>): unknown =>
      Object.values(all).map(({ connections, accounts: own }) => [
        connections,
        own.map(({ account, balance, turnovers: rows }) => [
          account,
          balance,
          rows.map((row) => JSON.stringify(row)).sort(),
        ]),
      ]);

    it('the same with the same seed on the same day', async () => {
      const again = await Tester.start({ now });
      expect(again.bank.people).toEqual(tester.bank.people);
      expect(everything(await readAll(again))).toEqual(everything(people));
      await again.close();
    });

    it('as others with another seed', async () => {
      const other = await Tester.start({ now, seed: 2 });
      const klara = await other.seeded('Klara');
      expect(klara.id).not.toBe(tester.bank.people[0]?.id);
      const [account] = (await klara.list('/accounts')).filter(({ description }) => description === 'Girokonto Alltag');
      const amounts = (await klara.turnovers(account?.id ?? '')).map(({ amount }) => cents(amount)).sort();
      expect(amounts).not.toEqual(
        named('Girokonto Alltag')
          .map(({ amount }) => cents(amount))
          .sort(),
      );
      await other.close();
    });

    it('as nobody when they are not wanted', async () => {
      const empty = await Tester.start({ seeded: false });
      expect(empty.bank.people).toEqual([]);
      expect((await empty.service('GET', '/v1/api/users')).json.total).toBe(0);
      await empty.close();
    });
  });
});

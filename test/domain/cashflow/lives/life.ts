import type { TurnoverContent, TurnoverCounterparty } from '../../../../src/domain/turnover/turnover-content.js';
import { content } from '../../turnover/turnover-contents.js';
import { bookedOn, plusDays, plusMonths } from './booking-days.js';
import { Chance } from './chance.js';
import {
  CONTRACTS,
  employer,
  NOISE,
  personName,
  privatePayee,
  STATE_INCOME,
  SUBSCRIPTIONS,
  type HabitPayee,
  type NoisePayee,
  type Rhythm,
} from './payees.js';

/** An account of an invented person. */
export interface LifeAccount {
  readonly xs2aId: string;
  readonly iban: string;
  readonly holder: string;
  readonly isCard: boolean;
  readonly currency: string;
  readonly openingMinor: number;
  readonly contents: TurnoverContent[];
}

/** What is true of an entry because it was made so. */
export interface Label {
  /** The habit or the payee that it comes from. */
  readonly source: string;
  /** The entry is one of a habit. */
  readonly rhythm: Rhythm | null;
  /** Behind a payment service. */
  readonly viaService: boolean;
  /** A side of a transfer between own accounts. */
  readonly isOwn: boolean;
  /** Its other side. */
  twin: TurnoverContent | null;
}

export interface Life {
  readonly accounts: readonly LifeAccount[];
  readonly labels: ReadonlyMap<TurnoverContent, Label>;
  /** The last day. */
  readonly today: string;
}

interface Booking {
  readonly date: string;
  readonly minor: number;
  readonly counterparty: TurnoverCounterparty | null;
  readonly purpose: readonly string[];
}

const STEP: Record<Rhythm, readonly [days: number, months: number]> = {
  WEEKLY: [7, 0],
  BIWEEKLY: [14, 0],
  MONTHLY: [0, 1],
  BIMONTHLY: [0, 2],
  QUARTERLY: [0, 3],
  HALF_YEARLY: [0, 6],
  YEARLY: [0, 12],
};

class LifeMaker {
  readonly labels = new Map<TurnoverContent, Label>();
  readonly accounts: LifeAccount[] = [];
  readonly chance: Chance;
  readonly start: string;
  readonly today: string;
  readonly person: string;
  readonly giro: LifeAccount;
  #sources = 0;

  constructor(readonly seed: number) {
    this.chance = new Chance(seed);
    this.today = plusDays('2025-02-01', this.chance.whole(0, 700));
    this.start = plusDays(this.today, -this.chance.whole(760, 1150));
    this.person = personName(this.chance);
    this.giro = this.open('giro');
  }

  open(kind: string, currency = 'EUR', isCard = false): LifeAccount {
    const xs2aId = `${kind}-${this.seed}`;
    const iban = isCard ? `4907 XXXX XXXX ${this.chance.digits(4)}` : `DE${this.chance.digits(20)}`;
    const openingMinor = this.chance.whole(-200_000, 900_000);
    const holder = this.chance.happens(0.3) ? this.person.toUpperCase().split(' ').reverse().join(', ') : this.person;
    const account = { xs2aId, iban, holder, isCard, currency, openingMinor, contents: [] };
    this.accounts.push(account);
    return account;
  }

  book(account: LifeAccount, { date, minor, counterparty, purpose }: Booking, label: Label): TurnoverContent | null {
    if (date < this.start || date > this.today) return null;
    const { currency } = account;
    const booked = content({ bookingDate: date, amountMinor: minor, currency, purpose, counterparty, isNew: null });
    account.contents.push(booked);
    this.labels.set(booked, label);
    return booked;
  }

  newSource(): string {
    return `${this.seed}-${++this.#sources}`;
  }
}

export function makeLife(seed: number): Life {
  const life = new LifeMaker(seed);
  const { chance } = life;
  const second = chance.happens(0.5) ? life.open('second') : null;
  for (const payee of chance.some(SUBSCRIPTIONS, chance.whole(2, 6))) habit(life, payee);
  for (const payee of chance.some(CONTRACTS, chance.whole(6, 14))) habit(life, payee, second);
  habit(life, employer(chance));
  habit(life, privatePayee(chance, [45_000, 160_000], 'MONTHLY'));
  if (chance.happens(0.4)) habit(life, chance.one(STATE_INCOME));
  if (chance.happens(0.4))
    habit(life, privatePayee(chance, [2_000, 9_000], chance.one(['WEEKLY', 'BIWEEKLY', 'MONTHLY'])));
  for (const payee of chance.some(NOISE, chance.whole(10, 18))) passing(life, payee);
  shopWithMembership(life);
  people(life);
  ownMoves(life, second);
  for (const { contents } of life.accounts) contents.sort((a, b) => (a.bookingDate < b.bookingDate ? 1 : -1));
  return { accounts: life.accounts, labels: life.labels, today: life.today };
}

/** A way of paying that stays the same from one payment to the next. */
type Way = (name: string, date: string) => Pick<Booking, 'counterparty' | 'purpose'>;

function wayOf({ chance, seed }: LifeMaker, payee: HabitPayee | NoisePayee, viaService: boolean, way: string): Way {
  const iban = `DE${chance.digits(20)}`;
  const creditorId = `DE${chance.digits(2)}ZZZ${chance.digits(11)}`;
  let mandate = `M${chance.digits(9)}`;
  const renewsAt = chance.happens(0.1) ? chance.whole(2, 12) : Infinity;
  const statesIban = chance.happens(0.7);
  let count = 0;
  if (viaService) return serviceWay(chance, payee.names[0] ?? '');
  return (name, date) => {
    if (++count === renewsAt) mandate = `N${chance.digits(9)}`;
    const reference = `${seed}${date.replaceAll('-', '')}`;
    switch (way) {
      case 'debit':
        return {
          counterparty: { name, iban: statesIban ? iban : null, bic: null, creditorId: statesIban ? creditorId : null },
          purpose: [`EREF+${reference}`, `MREF+${mandate}`, `CRED+${creditorId}`, `SVWZ+Beitrag ${date.slice(0, 7)}`],
        };
      case 'card':
        return {
          counterparty: chance.happens(0.5) ? { name, iban: null, bic: null, creditorId: null } : null,
          purpose: [name, `${date}T${chance.digits(2)}:${chance.digits(2)} Debitk.1 20${chance.digits(2)}-12`],
        };
      default:
        return {
          counterparty: { name, iban, bic: null, creditorId: null },
          purpose: [way === 'income' ? `Lohn/Gehalt ${date.slice(0, 7)}` : `Dauerauftrag ${date.slice(5, 7)}`],
        };
    }
  };
}

const PAYPAL = {
  name: 'PayPal Europe S.a.r.l. et Cie S.C.A',
  iban: 'LU89751000135104200E',
  bic: 'PPLXLUL2',
  creditorId: 'LU96ZZZ0000000000000000058',
};
const KLARNA = { name: 'Klarna Bank AB', iban: 'DE77850600000000000001', bic: null, creditorId: 'DE57ZZZ00000109377' };

function serviceWay(chance: Chance, merchant: string): Way {
  if (chance.happens(0.75)) {
    return () => {
      const number = chance.digits(13);
      return {
        counterparty: PAYPAL,
        purpose: [
          `EREF+${number} PAYPAL`,
          'MREF+5JKJ224NVLTSY',
          `CRED+${PAYPAL.creditorId}`,
          `SVWZ+${number} . ${merchant}, Ihr Einkauf bei ${merchant}`,
        ],
      };
    };
  }
  return () => ({ counterparty: KLARNA, purpose: [`SVWZ+Kauf bei ${merchant}`, `Ref ${chance.digits(10)}`] });
}

function habit(life: LifeMaker, payee: HabitPayee, other: LifeAccount | null = null): void {
  const { chance } = life;
  const rhythm = chance.one(payee.rhythms);
  const viaService = payee.online && chance.happens(0.5);
  const source = life.newSource();
  const label: Label = { source, rhythm, viaService, isOwn: false, twin: null };
  const way = wayOf(life, payee, viaService, payee.way);
  const days = life.start < life.today ? daysOf(life, payee, rhythm) : [];
  const amounts = new Amounts(chance, payee);
  const changesAccountAt = other !== null && chance.happens(0.1) ? chance.whole(3, 14) : Infinity;
  const variesName = chance.happens(0.3);
  for (const [index, date] of days.entries()) {
    const account = index >= changesAccountAt && other !== null ? other : life.giro;
    const minor = amounts.on(date);
    const name = variesName ? chance.one(payee.names) : (payee.names[0] ?? '');
    if (chance.happens(0.012)) continue;
    life.book(account, { date, minor, ...way(name, date) }, label);
    if (chance.happens(0.008))
      life.book(account, { date: bookedOn(plusDays(date, chance.whole(0, 2)), 1), minor, ...way(name, date) }, label);
  }
}

/** The days on which a habit is booked. */
function daysOf({ chance, start, today }: LifeMaker, payee: HabitPayee, rhythm: Rhythm): string[] {
  const [stepDays, stepMonths] = STEP[rhythm];
  const step = payee.way === 'income' ? -1 : 1;
  let dayOfMonth =
    payee.way === 'income'
      ? chance.one([1, 15, 25, 27, 28, 30, 31])
      : chance.one([1, 1, 2, 3, 5, 10, 15, 15, 20, 28, 30, 31]);
  const moves = chance.happens(0.08) ? chance.whole(6, 14) : Infinity;
  const drift = chance.one([0, 0, 0, 1, 2]);
  const begins = chance.happens(0.75) ? plusDays(start, -chance.whole(0, 365)) : plusDays(start, chance.whole(10, 500));
  const ends = chance.happens(0.15) ? plusDays(begins, chance.whole(300, 1000)) : '9999';
  const days: string[] = [];
  for (let count = 0; ; count++) {
    if (count === moves) dayOfMonth = chance.one([1, 7, 14, 22]);
    const due =
      stepMonths === 0 ? plusDays(begins, count * stepDays) : plusMonths(begins, count * stepMonths, dayOfMonth);
    if (due > today || due > ends) return days;
    const day = plusDays(due, drift === 0 ? 0 : chance.whole(0, drift));
    if (day >= start)
      days.push(payee.way === 'card' && chance.happens(0.5) ? bookedOn(plusDays(day, 1), 1) : bookedOn(day, step));
  }
}

class Amounts {
  #minor: number;
  #left: number;
  readonly #sign: number;

  constructor(
    readonly chance: Chance,
    readonly payee: HabitPayee,
  ) {
    this.#minor = chance.whole(...payee.cents);
    this.#left = chance.whole(8, 30);
    this.#sign = payee.way === 'income' ? 1 : -1;
  }

  on(date: string): number {
    // Prices rise, now and then.
    if (--this.#left === 0) {
      this.#left = this.chance.whole(10, 30);
      this.#minor = Math.round(this.#minor * (1 + this.chance.whole(2, 18) / 100));
    }
    return this.#sign * this.#today(date);
  }

  #today(date: string): number {
    const { amounts } = this.payee;
    if (amounts === 'fixed') return this.#minor;
    if (amounts === 'seasonal')
      return Math.round(this.#minor * (['11', '12', '01', '02'].includes(date.slice(5, 7)) ? 1.35 : 1));
    return Math.round((this.#minor * this.chance.whole(82, 118)) / 100);
  }
}

function passing(life: LifeMaker, payee: NoisePayee): void {
  const { chance } = life;
  const viaService = payee.online && chance.happens(0.4);
  const way = wayOf(life, payee, viaService, chance.happens(0.5) ? 'card' : 'transfer');
  const label: Label = { source: life.newSource(), rhythm: null, viaService, isOwn: false, twin: null };
  let date = plusDays(life.start, chance.whole(0, payee.every[1]));
  while (date <= life.today) {
    if (payee.weekday !== null) while (new Date(date).getUTCDay() !== payee.weekday) date = plusDays(date, 1);
    const cents = chance.whole(...payee.cents);
    const minor = -Math.max(payee.round, Math.round(cents / payee.round) * payee.round);
    if (payee.weekday === null || chance.happens(0.8))
      life.book(life.giro, { date: bookedOn(date, 1), minor, ...way(payee.names[0] ?? '', date) }, label);
    date = plusDays(date, Math.max(1, chance.whole(...payee.every)));
  }
}

/** A shop at which things are bought now and then, and a membership in it by the month: one creditor, one name. */
function shopWithMembership(life: LifeMaker): void {
  const { chance } = life;
  if (chance.happens(0.5)) return;
  const shop: NoisePayee = {
    names: ['AMAZON EU S.A R.L., NIEDERLASSUNG DEUTSCHLAND'],
    every: [3, 25],
    cents: [500, 12_000],
    round: 1,
    online: false,
    weekday: null,
  };
  const way = wayOf(life, shop, false, 'debit');
  const bought: Label = { source: life.newSource(), rhythm: null, viaService: false, isOwn: false, twin: null };
  const member: Label = { source: life.newSource(), rhythm: 'MONTHLY', viaService: false, isOwn: false, twin: null };
  const [name = ''] = shop.names;
  for (let date = life.start; date <= life.today; date = plusDays(date, chance.whole(...shop.every)))
    life.book(life.giro, { date: bookedOn(date, 1), minor: -chance.whole(...shop.cents), ...way(name, date) }, bought);
  const day = chance.whole(1, 28);
  for (let count = 0; plusMonths(life.start, count, day) <= life.today; count++) {
    const date = bookedOn(plusMonths(life.start, count, day), 1);
    life.book(life.giro, { date, minor: -899, ...way(name, date) }, member);
  }
}

/** Friends and family: money to and fro, some of them with the person's own name. */
function people(life: LifeMaker): void {
  const { chance } = life;
  const family = life.person.split(' ').at(-1) ?? '';
  for (const name of [personName(chance), personName(chance), `Erika ${family}`]) {
    const label: Label = { source: life.newSource(), rhythm: null, viaService: false, isOwn: false, twin: null };
    const counterparty = { name, iban: `DE${chance.digits(20)}`, bic: null, creditorId: null };
    for (
      let date = plusDays(life.start, chance.whole(0, 90));
      date <= life.today;
      date = plusDays(date, chance.whole(12, 110))
    ) {
      const minor = chance.whole(5, 120) * 100 * (chance.happens(0.4) ? 1 : -1);
      life.book(
        life.giro,
        { date: bookedOn(date, 1), minor, counterparty, purpose: [chance.one(['Danke', 'Pizza', 'Geschenk'])] },
        label,
      );
    }
  }
}

function ownMoves(life: LifeMaker, second: LifeAccount | null): void {
  const { chance } = life;
  if (chance.happens(0.7)) {
    const savings = life.open('savings');
    const minor = chance.whole(1, 10) * 5_000;
    for (let count = 0; ; count++) {
      const date = bookedOn(plusMonths(life.start, count, 1), 1);
      if (date > life.today) break;
      move(life, life.giro, savings, date, minor, chance.one(['both', 'from', 'to']));
    }
    for (let date = plusDays(life.start, 40); date <= life.today; date = plusDays(date, chance.whole(30, 200)))
      move(life, savings, life.giro, bookedOn(date, 1), chance.whole(1, 20) * 1_000, 'both');
  }
  if (second !== null)
    for (let date = plusDays(life.start, 9); date <= life.today; date = plusDays(date, chance.whole(10, 60)))
      move(
        life,
        life.giro,
        second,
        bookedOn(date, 1),
        chance.whole(1, 60) * 1_000,
        chance.one(['both', 'from', 'names']),
      );
  if (chance.happens(0.4)) card(life);
  if (chance.happens(0.15)) abroad(life);
  // An account of the person's own that is not among those connected.
  const label: Label = { source: life.newSource(), rhythm: null, viaService: false, isOwn: false, twin: null };
  const counterparty = { name: life.person, iban: `DE${chance.digits(20)}`, bic: null, creditorId: null };
  for (let date = plusDays(life.start, 20); date <= life.today; date = plusDays(date, chance.whole(60, 300)))
    life.book(
      life.giro,
      { date: bookedOn(date, 1), minor: -chance.whole(1, 9) * 10_000, counterparty, purpose: ['Umbuchung'] },
      label,
    );
}

/** What the two banks state of each other. */
type Stated = 'both' | 'from' | 'to' | 'names';

function move(life: LifeMaker, from: LifeAccount, to: LifeAccount, date: string, minor: number, stated: Stated): void {
  const arrives = bookedOn(plusDays(date, life.chance.one([0, 0, 0, 1, 1, 2])), 1);
  const source = life.newSource();
  const party = (account: LifeAccount, withIban: boolean): TurnoverCounterparty => ({
    name: account.holder,
    iban: withIban ? account.iban : null,
    bic: null,
    creditorId: null,
  });
  const label = (): Label => ({ source, rhythm: null, viaService: false, isOwn: true, twin: null });
  const [out, back] = [label(), label()];
  const purpose = [life.chance.one(['Umbuchung', 'Sparen', 'Ausgleich'])];
  const debit = life.book(
    from,
    { date, minor: -minor, counterparty: party(to, stated === 'both' || stated === 'from'), purpose },
    out,
  );
  const credit = life.book(
    to,
    { date: arrives, minor, counterparty: party(from, stated === 'both' || stated === 'to'), purpose },
    back,
  );
  out.twin = credit;
  back.twin = debit;
}

function card(life: LifeMaker): void {
  const { chance } = life;
  const account = life.open('card', 'EUR', true);
  const bought: Label = { source: life.newSource(), rhythm: null, viaService: false, isOwn: false, twin: null };
  const source = life.newSource();
  for (let count = 0; ; count++) {
    const month = plusMonths(life.start, count, 1);
    const settled = bookedOn(plusMonths(life.start, count + 1, 3), 1);
    if (settled > life.today) return;
    let sum = 0;
    for (let purchase = chance.whole(1, 9); purchase > 0; purchase--) {
      const minor = chance.whole(300, 20_000);
      sum += minor;
      life.book(
        account,
        {
          date: plusDays(month, chance.whole(0, 27)),
          minor: -minor,
          counterparty: null,
          purpose: [`HOTEL ${chance.digits(6)}`],
        },
        bought,
      );
    }
    const [out, back]: [Label, Label] = [
      { source, rhythm: null, viaService: false, isOwn: true, twin: null },
      { source, rhythm: null, viaService: false, isOwn: true, twin: null },
    ];
    const name = chance.one(['Landesbank Kreditkarte', 'DKB AG']);
    const debit = life.book(
      life.giro,
      {
        date: settled,
        minor: -sum,
        counterparty: { name, iban: null, bic: null, creditorId: null },
        purpose: ['Kreditkartenabrechnung', `VISA ${chance.digits(4)}`],
      },
      out,
    );
    const credit = life.book(
      account,
      { date: settled, minor: sum, counterparty: null, purpose: ['Ausgleich Kreditkarte'] },
      back,
    );
    out.twin = credit;
    back.twin = debit;
  }
}

/** An account in another currency, fed from the one at home: the amounts differ. */
function abroad(life: LifeMaker): void {
  const { chance } = life;
  const currency = chance.one(['JPY', 'USD', 'CHF']);
  const account = life.open('abroad', currency);
  for (let date = plusDays(life.start, 15); date <= life.today; date = plusDays(date, chance.whole(20, 90))) {
    const [out, back]: [Label, Label] = [
      { source: life.newSource(), rhythm: null, viaService: false, isOwn: true, twin: null },
      { source: life.newSource(), rhythm: null, viaService: false, isOwn: true, twin: null },
    ];
    const minor = chance.whole(5, 90) * 1_000;
    const purpose = ['Exchange'];
    const day = bookedOn(date, 1);
    const debit = life.book(
      life.giro,
      {
        date: day,
        minor: -minor,
        counterparty: { name: life.person, iban: account.iban, bic: null, creditorId: null },
        purpose,
      },
      out,
    );
    const credit = life.book(
      account,
      {
        date: day,
        minor: Math.round(minor * 1.62),
        counterparty: { name: life.person, iban: life.giro.iban, bic: null, creditorId: null },
        purpose,
      },
      back,
    );
    out.twin = credit;
    back.twin = debit;
  }
}

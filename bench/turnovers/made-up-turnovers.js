/** A small deterministic generator (mulberry32), so that every run measures the same turnovers. */
function randomNumbers(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const SHOPS = ['Müller Drogerie', 'Bäckerei Groß', 'Supermarkt am Eck', 'Café Olé', 'Stadtwerke', 'Tankstelle Süd'];
const CATEGORIES = [null, 'K.1', 'K.1.1', 'K.1.1.1', 'K.8.3.2', 'K.10', 'A.1', 'A.2.1', 'E.1', 'N'];
const TAGS = ['food', 'groceries', 'rent', 'direct-debit', 'salary', 'insurance', 'telecommunication', 'transport'];
const DAY_MS = 86_400_000;

/** Payments that come each month; a tenth of the turnovers are some. */
function contractAt(i, count) {
  const contracts = Math.max(1, Math.floor(count / 10 / 24));
  const nth = Math.floor(i / 10);
  const [contract, month] = [nth % contracts, Math.floor(nth / contracts) % 24];
  const name = String(contract).replace(/\d/g, (digit) => 'bcdfghklmn'[digit] + 'aeiou'[digit % 5]);
  const bookingDate = new Date(Date.UTC(2024, month, 1 + (contract % 28))).toISOString().slice(0, 10);
  const counterparty = { name: `Verein ${name}`, iban: null, bic: null, creditorId: null };
  return { bookingDate, amountMinor: -1_000 - contract, currency: 'EUR', status: 'BOOKED', counterparty };
}

/** As the mapper hands them over: every value a string or a number of its own, nothing shared. */
export function madeUpTurnovers(count, days) {
  const random = randomNumbers(count);
  const pick = (values) => values[Math.floor(random() * values.length)];
  const contents = [];
  for (let i = 0; i < count; i++) {
    const shop = `${pick(SHOPS)} ${Math.floor(random() ** 3 * 400)}`;
    const day = new Date(Date.UTC(2024, 0, 1) + Math.floor(random() * days) * DAY_MS);
    contents.push({
      bookingDate: day.toISOString().slice(0, 10),
      amountMinor: Math.round((random() ** 4 - 0.1) * 500_000),
      currency: random() < 0.95 ? 'EUR' : 'CHF',
      status: random() < 0.01 ? 'PENDING' : 'BOOKED',
      purpose: [`Kartenzahlung ${Math.floor(random() * 1e9)}`, `${shop}//Berlin/DE`, 'SEPA-Lastschrift'],
      counterparty: { name: shop, iban: `DE${shop.length}${'0'.repeat(18)}`, bic: 'TESTDE88XXX', creditorId: null },
      categoryId: pick(CATEGORIES),
      tags: random() < 0.5 ? [pick(TAGS), pick(TAGS)] : [],
      isNew: random() < 0.02,
      xs2aTurnoverId: null,
      bankTransactionId: random() < 0.3 ? `2024${Math.floor(random() * 1e12)}` : null,
      ...(i % 10 === 0 && contractAt(i, count)),
    });
  }
  return JSON.parse(JSON.stringify(contents));
}

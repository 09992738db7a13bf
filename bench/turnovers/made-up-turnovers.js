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
    });
  }
  return JSON.parse(JSON.stringify(contents));
}

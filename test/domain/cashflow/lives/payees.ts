import type { Chance } from './chance.js';

export type Rhythm = 'WEEKLY' | 'BIWEEKLY' | 'MONTHLY' | 'BIMONTHLY' | 'QUARTERLY' | 'HALF_YEARLY' | 'YEARLY';

/** Somebody who is paid, or pays, again and again. */
export interface HabitPayee {
  readonly names: readonly string[];
  readonly rhythms: readonly Rhythm[];
  readonly cents: readonly [number, number];
  readonly amounts: 'fixed' | 'varying' | 'seasonal';
  readonly way: 'debit' | 'transfer' | 'card' | 'income';
  /** Sells through payment services, too. */
  readonly online: boolean;
}

/** Somebody who is paid now and then. */
export interface NoisePayee {
  readonly names: readonly string[];
  /** Days between two payments, at least and at most. */
  readonly every: readonly [number, number];
  readonly cents: readonly [number, number];
  /** All prices there end like this; 1 for any. */
  readonly round: number;
  readonly online: boolean;
  /** Only on this day of the week, 0 for Sunday. */
  readonly weekday: number | null;
}

const TOWNS =
  'Berlin Hamburg München Köln Leipzig Dresden Bremen Kassel Erfurt Rostock Kiel Mainz Ulm Bonn Jena Halle Essen Trier'.split(
    ' ',
  );

function debit(rhythms: readonly Rhythm[], cents: readonly [number, number], ...lists: string[]): HabitPayee[] {
  return lists.map((list) => ({
    names: list.split('|'),
    rhythms,
    cents,
    amounts: 'fixed',
    way: 'debit',
    online: false,
  }));
}

function online(cents: readonly [number, number], ...lists: string[]): HabitPayee[] {
  return lists.map((list) => ({
    names: list.split('|'),
    rhythms: ['MONTHLY', 'MONTHLY', 'MONTHLY', 'YEARLY'],
    cents,
    amounts: 'fixed',
    way: 'card',
    online: true,
  }));
}

export const SUBSCRIPTIONS: readonly HabitPayee[] = [
  ...online(
    [399, 2199],
    'Netflix International B.V.|NETFLIX.COM|Netflix',
    'Spotify AB|SPOTIFY',
    'Disney Plus|DISNEY PLUS',
    'Audible GmbH|AUDIBLE',
  ),
  ...online(
    [299, 1999],
    'Dropbox International|DROPBOX',
    'Microsoft Ireland|MICROSOFT',
    'Apple Services|APPLE.COM/BILL',
    'Adobe Systems|ADOBE',
  ),
  ...online(
    [499, 2999],
    'DAZN Limited|DAZN',
    'WOW Sky|WOW',
    'Deezer SA|DEEZER',
    'Tidal Music|TIDAL',
    'Storytel|STORYTEL',
    'Babbel GmbH|BABBEL',
  ),
  ...online(
    [199, 3999],
    'Canva Pty|CANVA',
    'OpenAI LLC|OPENAI',
    'GitHub Inc|GITHUB',
    'Strato AG|STRATO',
    'Hetzner Online GmbH|HETZNER',
    'Nintendo|NINTENDO',
  ),
  ...online(
    [499, 1599],
    'Zeit Digital|ZEIT DIGITAL',
    'Blinkist GmbH|BLINKIST',
    'Headspace|HEADSPACE',
    'Strava|STRAVA',
    'Komoot GmbH|KOMOOT',
  ),
];

export const CONTRACTS: readonly HabitPayee[] = [
  ...debit(
    ['MONTHLY'],
    [999, 5999],
    'Telekom Deutschland GmbH',
    'Vodafone GmbH',
    'Telefonica Germany GmbH + Co. OHG',
    '1&1 Telecom GmbH',
    'congstar',
    'freenet DLS GmbH',
  ),
  ...debit(
    ['MONTHLY'],
    [1990, 8990],
    'McFIT GmbH',
    'FitX Deutschland GmbH',
    'Urban Sports GmbH',
    'Kieser Training',
    'clever fit',
    'John Reed Fitness',
  ),
  ...debit(
    ['MONTHLY', 'QUARTERLY', 'HALF_YEARLY', 'YEARLY'],
    [1500, 48000],
    'Allianz Versicherungs-AG|ALLIANZ VERSICHERUNGS-AKTIENGESE',
    'HUK-COBURG|HUK-COBURG ALLG. VERS. AG',
    'Debeka Versicherung',
    'ERGO Versicherung AG',
    'AXA Versicherung AG',
    'R+V Allgemeine',
    'Gothaer Allgemeine',
    'VHV Versicherungen',
    'DEVK',
    'CosmosDirekt',
    'Signal Iduna',
    'Hannoversche Leben',
    'Barmenia',
    'HanseMerkur',
    'Württembergische',
  ),
  ...debit(
    ['QUARTERLY', 'QUARTERLY', 'HALF_YEARLY'],
    [5508, 5508],
    'Rundfunk ARD, ZDF, DRadio|ARD ZDF Deutschlandradio Beitragsservice',
  ),
  ...debit(
    ['MONTHLY', 'QUARTERLY', 'HALF_YEARLY', 'YEARLY'],
    [1000, 12000],
    ...TOWNS.map((town) => `TSV ${town} e.V.`),
    ...TOWNS.map((town) => `Kleingartenverein ${town}`),
  ),
  ...debit(
    ['MONTHLY', 'QUARTERLY', 'YEARLY'],
    [500, 10000],
    'Greenpeace e.V.',
    'Ärzte ohne Grenzen',
    'WWF Deutschland',
    'UNICEF',
    'Amnesty International',
    'NABU',
    'Seenotretter DGzRS',
    'Welthungerhilfe',
    'Plan International',
  ),
  ...debit(
    ['MONTHLY', 'QUARTERLY', 'YEARLY'],
    [1200, 39000],
    'Süddeutsche Zeitung',
    'FAZ GmbH',
    'Spiegel-Verlag',
    'taz',
    'Heise Medien',
    'Stiftung Warentest',
    'Brigitte Abo-Service',
    'Kicker Abo',
    'GEO Kundenservice',
  ),
  ...debit(
    ['YEARLY'],
    [3000, 30000],
    'ADAC e.V.',
    'Bundeskasse Trier Kfz-Steuer|BUNDESKASSE KFZ-STEUER',
    'Bahn Card Service',
    'Mieterverein',
    'Deutscher Alpenverein',
    'Lohnsteuerhilfe',
  ),
  ...debit(
    ['MONTHLY', 'BIMONTHLY'],
    [3000, 15000],
    ...TOWNS.map((town) => `Stadtwerke ${town}`),
    ...TOWNS.map((town) => `Wasserwerke ${town}`),
  ),
  ...debit(['MONTHLY'], [4900, 12900], 'BVG Abo', 'HVV Abo-Center', 'MVG Abo', 'DB Vertrieb Abo', 'KVB Abo'),
  ...debit(
    ['BIWEEKLY', 'WEEKLY'],
    [1500, 4500],
    'HelloFresh Deutschland',
    'Biokiste Lindenhof',
    'Marley Spoon',
    'Etepetete',
  ),
  ...debit(
    ['MONTHLY'],
    [9000, 60000],
    'Santander Consumer Bank',
    'ING Darlehen',
    'KfW Bankengruppe',
    'Bausparkasse Schwäbisch Hall',
    'LBS Bausparen',
    'Targobank Kredit',
    'VW Leasing GmbH',
  ),
  ...debit(
    ['MONTHLY'],
    [2500, 45000],
    ...TOWNS.map((town) => `Kita ${town} Mitte`),
    ...TOWNS.map((town) => `Musikschule ${town}`),
  ),
  ...debit(['MONTHLY'], [800, 6000], 'Simyo Rechnung', 'Lebara Germany', 'Drillisch Online', 'Blau Mobilfunk').map(
    (payee) => ({ ...payee, amounts: 'varying' as const }),
  ),
  ...debit(
    ['MONTHLY'],
    [2000, 9000],
    'Telefonbüro Nord',
    'Carsharing Stattauto',
    'Reinigung Weiss',
    'Kantine Casino Service',
  ).map((payee) => ({ ...payee, amounts: 'seasonal' as const })),
];

const FIRST =
  'Anna Ben Clara David Elif Finn Greta Henri Ida Jonas Kira Lena Mats Nele Oskar Paula Rosa Samir Tom Uta Viktor Wanda'.split(
    ' ',
  );
const LAST =
  'Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Koch Richter Klein Wolf Schröder Neumann Yilmaz Krüger'.split(
    ' ',
  );

export function personName(chance: Chance): string {
  return `${chance.one(FIRST)} ${chance.one(LAST)}`;
}

/** Who pays, and who is paid by standing order: many, and everybody has their own. */
export function privatePayee(chance: Chance, cents: readonly [number, number], rhythm: Rhythm): HabitPayee {
  return { names: [personName(chance)], rhythms: [rhythm], cents, amounts: 'fixed', way: 'transfer', online: false };
}

export function employer(chance: Chance): HabitPayee {
  const name = `${chance.one(LAST)} ${chance.one(['Maschinenbau', 'Logistik', 'Software', 'Pflege', 'Handel', 'Consulting', 'Bau', 'Verlag'])} GmbH`;
  const amounts = chance.happens(0.4) ? 'varying' : 'fixed';
  return {
    names: [name, name.toUpperCase()],
    rhythms: ['MONTHLY'],
    cents: [150_000, 520_000],
    amounts,
    way: 'income',
    online: false,
  };
}

export const STATE_INCOME: readonly HabitPayee[] = [
  {
    names: ['Bundesagentur für Arbeit - Familienkasse'],
    rhythms: ['MONTHLY'],
    cents: [25_500, 25_500],
    amounts: 'fixed',
    way: 'income',
    online: false,
  },
  {
    names: ['Deutsche Rentenversicherung Bund', 'RENTEN SERVICE'],
    rhythms: ['MONTHLY'],
    cents: [60_000, 190_000],
    amounts: 'fixed',
    way: 'income',
    online: false,
  },
];

function noise(
  every: readonly [number, number],
  cents: readonly [number, number],
  options: Partial<NoisePayee>,
  ...names: string[]
): NoisePayee[] {
  return names.map((name) => ({ names: [name], every, cents, round: 1, online: false, weekday: null, ...options }));
}

export const NOISE: readonly NoisePayee[] = [
  ...noise(
    [1, 5],
    [120, 990],
    { round: 5 },
    'Bäckerei Kamps',
    'Bäckerei Steinecke',
    'Back-Factory',
    'Ditsch',
    'Bäcker Wiedemann',
  ),
  ...noise(
    [2, 8],
    [500, 9500],
    {},
    'REWE Markt',
    'EDEKA Center',
    'ALDI Nord',
    'LIDL sagt Danke',
    'Netto Marken-Discount',
    'PENNY Markt',
    'Kaufland',
  ),
  ...noise([7, 7], [2000, 11000], { weekday: 6 }, 'Wochenmarkt Hof Grün', 'dm-drogerie markt', 'Globus Markt'),
  ...noise(
    [9, 21],
    [3500, 9500],
    {},
    'ARAL Station',
    'SHELL Deutschland',
    'JET Tankstelle',
    'TotalEnergies',
    'ESSO Station',
  ),
  ...noise([20, 45], [1200, 6500], {}, 'Restaurant Da Mario', 'Sushi Bar Tokio', 'Gasthaus zur Linde', 'Burgermeister'),
  ...noise([34, 50], [2800, 2800], {}, 'Friseur Haarscharf', 'Salon Elke', 'Barber Shop'),
  ...noise([15, 70], [400, 4500], {}, 'Apotheke am Markt', 'Rossmann', 'Müller Drogerie', 'Thalia Buchhandlung'),
  ...noise([4, 16], [5000, 20000], { round: 5000 }, 'Geldautomat Sparkasse', 'GA NR 4711 BLZ'),
  ...noise(
    [12, 80],
    [800, 16000],
    { online: true },
    'Zalando SE',
    'OTTO GmbH',
    'eBay Marketplaces',
    'Etsy Ireland',
    'MediaMarkt',
    'IKEA Deutschland',
    'Decathlon',
  ),
  ...noise([5, 30], [250, 250], {}, 'Parkhaus City', 'Easypark'),
  ...noise([3, 40], [1000, 3000], { round: 500 }, 'Lieferando', 'Flaschenpost', 'Wolt'),
  ...noise(
    [150, 500],
    [2000, 60000],
    {},
    'Zahnarzt Dr. Weiss',
    'Autohaus Nord',
    'Reisebüro Sonnenklar',
    'Bauhaus',
    'Optiker Fielmann',
    'Hotel Alpenblick',
  ),
];

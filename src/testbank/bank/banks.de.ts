import type { BankRow } from './bank.js';

/**
 * Banks in Germany, all but one invented. Codes that begin with 9 are not given to any real bank; 88888888 is the vendor's own
 * test bank. The first ones differ in their login, so that every form element occurs somewhere.
 */
export const germanBanks: readonly BankRow[] = [
  { code: '88888888', bic: 'TESTDEB8XXX', name: 'Testbank', zip: '10115', city: 'Berlin' },
  { code: '90010001', bic: 'TANNDEF1XXX', name: 'Tannwaldbank', zip: '79822', city: 'Tannwald', challenges: ['tan'] },
  { code: '90010002', bic: 'APFEDEF1XXX', name: 'Appfels Direktbank', city: 'Appfels', challenges: ['approval'] },
  { code: '90010003', bic: 'REGIDEF1XXX', name: 'Registerbank Reiterstadt', city: 'Reiterstadt', login: 'tabs' },
  { code: '90010004', bic: 'UMLEDEF1XXX', name: 'Umleitungsbank', city: 'Umweiler', login: 'redirect' },
  { code: '90010005', bic: 'RAETDEF1XXX', name: 'Rätselbank', city: 'Rätselried', challenges: ['captcha'] },
  { code: '90010006', bic: 'WAHLDEF1XXX', name: 'Wahlfachbank', city: 'Wahlstedten', challenges: ['multi'] },
  { code: '90010007', bic: 'FLAUDEF1XXX', name: 'Flautebank', zip: '26499', city: 'Windstille', login: 'down' },
  { code: '90010008', bic: 'DOPPDEF1XXX', name: 'Doppelbodenbank', city: 'Zweiseelen', challenges: ['captcha', 'tan'] },
  { code: '90020001', bic: 'MONDDEH1XXX', name: 'Mondhafenbank', zip: '20457', city: 'Mondhafen' },
  { code: '90020002', bic: 'LEUCDEH1XXX', name: 'Leuchtturmbank Watt & Söhne', city: 'Wattensiel' },
  { code: '90020003', bic: 'DEICDEH1XXX', name: 'Deichgrafenbank', zip: '25813', city: 'Deichhausen' },
  { code: '90020004', bic: 'MOEWDEH1XXX', name: 'Möwenbank', city: 'Möwenort' },
  { code: '90030001', bic: 'MAERDEM1XXX', name: 'Märchenbank', zip: '34117', city: 'Brüderstadt' },
  { code: '90030002', bic: 'GOLDDEM1XXX', name: 'Goldeselbank', city: 'Tischleindorf' },
  { code: '90030003', bic: 'STERDEM1XXX', name: 'Sterntalerbank', city: 'Sternthal' },
  { code: '90030004', bic: 'HANSDEM1XXX', name: 'Hans-im-Glück-Kasse', city: 'Glücksdorf' },
  { code: '90040001', bic: 'WOLKDES1XXX', name: 'Wolkenschafbank', zip: '72525', city: 'Wolkenalb' },
  { code: '90040002', bic: 'KUCKDES1XXX', name: 'Kuckucksuhrenbank', city: 'Kuckucksried' },
  { code: '90040003', bic: 'SPAEDES1XXX', name: 'Spätzlebank', city: 'Spätzlingen' },
  { code: '90040004', bic: 'BREZDES1XXX', name: 'Brezelbank', city: 'Brezelheim' },
  { code: '90050001', bic: 'BAERDEB1XXX', name: 'Bärenbank', zip: '10999', city: 'Bärlinchen' },
  { code: '90050002', bic: 'SPREDEB1XXX', name: 'Spreepiratenbank', city: 'Bärlinchen' },
  { code: '90050003', bic: 'KIEZDEB1XXX', name: 'Kiezkasse', city: 'Bärlinchen', supported: false },
  { code: '90060001', bic: 'KOHLDEK1XXX', name: 'Kohlenpottbank', city: 'Zechenau' },
  { code: '90060002', bic: 'DOMSDEK1XXX', name: 'Domspatzbank', city: 'Spatzenheim' },
  { code: '90060003', bic: 'KARNDEK1XXX', name: 'Karnevalsbank', city: 'Jeckstadt', supported: false },
  { code: '90070001', bic: 'HEXEDEL1XXX', name: 'Hexentanzbank', city: 'Brockenblick' },
  { code: '90070002', bic: 'ZWERDEL1XXX', name: 'Zwergenschatzbank', city: 'Siebenberg' },
  { code: '90070003', bic: 'PFLADEL1XXX', name: 'Pflaumenbaumbank', city: 'Pflaumroda' },
  { code: '90010009', bic: 'SCHNDEF1XXX', name: 'Schneckenpostbank', city: 'Weilheim am Warten', isSlow: true },
  // The vendor's Node SDK searches for it in its own test.
  { code: '10010010', bic: 'PBNKDEFFXXX', name: 'Postbank', zip: '53113', city: 'Bonn' },
];

import type { TurnoverIds } from '../turnover/turnover.js';
import { day, hour } from '../clock.js';
import { letFlat } from './life/home.js';
import { story } from './life/theme.js';
import type { AccountPlan, PersonPlan } from './plan.js';

const idsInTurn: readonly TurnoverIds[] = ['none', 'none', 'xs2a', 'none', 'bank', 'none', 'bank-repeating'];

/** A landlord with an account for each of forty flats, so that lists span pages. */
export function magnus(seed: number): PersonPlan {
  const flats = Array.from({ length: 40 }, (_, index) => flatAccount(seed, index + 1));
  return {
    key: 'magnus',
    name: 'Magnus Kontenreich',
    email: 'magnus.kontenreich@example.com',
    about: 'forty accounts over four connections; one connection is a failure away from being disabled',
    connections: [
      {
        bank: 'Zwergenschatzbank',
        mode: 'full',
        failures: 2,
        message: 'login_failed',
        consentIn: 41,
        syncedAgo: 2 * day,
        accounts: flats.slice(0, 5),
      },
      { bank: 'Teapot & Sons Bank', mode: 'none', consentIn: 51, syncedAgo: 9 * day, accounts: flats.slice(5, 8) },
      { bank: 'Melangebank', mode: 'full', syncedAgo: 11 * hour, accounts: flats.slice(8, 20) },
      { bank: 'Goldeselbank', mode: 'full', consentIn: 45, syncedAgo: 9 * hour, accounts: flats.slice(20) },
    ],
  };
}

function flatAccount(seed: number, number: number): AccountPlan {
  const flat = `Mieteinheit ${String(number).padStart(2, '0')}`;
  const ids = idsInTurn[number % idsInTurn.length];
  return {
    key: `magnus.${number}`,
    type: 'giro',
    description: flat,
    story: story(`${seed}.${flat}`, letFlat(flat)),
    balance: 2_250_000 + number * 31_117,
    ...(ids && { turnoverIds: ids }),
    ...(number % 3 > 0 && { limit: 100_000 }),
  };
}

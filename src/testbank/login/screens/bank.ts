import { countryIds, type CountryId } from '../../bank/bank.js';
import { findBank } from '../../bank/directory.js';
import { next, refused, type Outcome, type Screen, type Turn, check, chosenIndex, entered } from '../screen.js';

const countryNames: Record<CountryId, string> = {
  DE: 'Deutschland',
  AT: 'Österreich',
  CH: 'Schweiz',
  FR: 'France',
  ES: 'España',
  IT: 'Italia',
  GB: 'United Kingdom',
};

const rules = { country_id: 'required', bank_code: 'required' };

/** Which bank? */
export const bankScreen: Screen = {
  name: 'bank',
  wireName: 'WizardStartStep',
  draw: ({ elements, texts, session }) => [
    elements.select(
      { name: 'country_id', label: texts.country, validation: rules.country_id },
      countryNames,
      session.request.country ?? 'DE',
    ),
    elements.text({ name: 'bank_code', label: texts.bankCode, validation: rules.bank_code }),
  ],
  submit: (turn) => check(turn, rules) ?? pick(turn),
};

function pick(turn: Turn): Outcome {
  const index = chosenIndex(turn, 'country_id', countryIds.length);
  const country = countryIds.find((id) => id === entered(turn, 'country_id')) ?? countryIds[index ?? -1];
  if (country === undefined) return refused(turn, 'country_id', 'validation_failed', 'in');
  const bank = findBank(entered(turn, 'bank_code'), country);
  if (bank === undefined) return refused(turn, 'bank_code', 'bank_code_unknown', 'exists');
  if (!bank.supported) return refused(turn, 'bank_code', 'no_transports_found', 'supported');
  turn.session.bank = bank;
  turn.session.memories.clear();
  return next;
}

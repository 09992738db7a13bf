import { check, entered, next, refused, type Screen } from '../screen.js';
import { ownTexts } from '../texts.js';

const phones = { '0': '+49 *** 555 01', '1': '+49 *** 555 02' };

const texts = ownTexts(
  {
    title: 'Womit möchten Sie sich ausweisen?',
    card: 'Karte',
    cardNumber: 'Letzte vier Ziffern der Karte',
    phone: 'Telefon',
    phoneNumber: 'Telefonnummer',
  },
  {
    title: 'How would you like to identify yourself?',
    card: 'Card',
    cardNumber: 'Last four digits of the card',
    phone: 'Phone',
    phoneNumber: 'Phone number',
  },
);

/** One of two ways to say who one is, each with a field of its own. */
export const multiScreen: Screen = {
  name: 'multi',
  wireName: 'WizardLoginNextStep',
  draw: ({ elements, session }) => [
    elements.helpText(texts(session).title, ''),
    elements.multi('identity', 'CARD', [
      {
        label: texts(session).card,
        value: 'CARD',
        elements: [
          elements.text({ name: 'card_number', label: texts(session).cardNumber, validation: 'required|min:4' }),
        ],
      },
      {
        label: texts(session).phone,
        value: 'PHONE',
        elements: [
          elements.select({ name: 'phone', label: texts(session).phoneNumber, validation: 'required' }, phones, '0'),
        ],
      },
    ]),
  ],
  submit: (turn) => {
    switch (entered(turn, 'identity')) {
      case 'CARD':
        return check(turn, { card_number: 'required|min:4' }) ?? next;
      case 'PHONE':
        return check(turn, { phone: 'required' }) ?? next;
      default:
        return refused(turn, 'identity', 'validation_failed', 'in');
    }
  },
};

import { pictureOf } from '../picture.js';
import { next, refused, stay, type Screen, check, entered } from '../screen.js';

/** What the captcha shows; any other answer is wrong. */
const captchaDigits = '4711';

export const captchaScreen: Screen = {
  draw: ({ elements, texts }) => [
    elements.helpText(texts.captchaTitle, texts.captchaText),
    elements.captcha({ name: 'captcha', label: texts.captcha, validation: 'required' }, pictureOf(captchaDigits)),
  ],
  submit: (turn) => {
    const problem = check(turn, { captcha: 'required' });
    if (problem) return problem;
    return entered(turn, 'captcha') === captchaDigits ? next : refused(turn, 'captcha', 'login_next_failed', 'captcha');
  },
};

const phones = { '0': '+49 *** 555 01', '1': '+49 *** 555 02' };

/** One of two ways to say who one is, each with a field of its own. */
export const multiScreen: Screen = {
  draw: ({ elements, texts }) => [
    elements.helpText(texts.multiTitle, ''),
    elements.multi('identity', 'CARD', [
      {
        label: texts.card,
        value: 'CARD',
        elements: [elements.text({ name: 'card_number', label: texts.cardNumber, validation: 'required|min:4' })],
      },
      {
        label: texts.phone,
        value: 'PHONE',
        elements: [elements.select({ name: 'phone', label: texts.phoneNumber, validation: 'required' }, phones, '0')],
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

/** Nothing to enter: the person approves in the bank's app, which takes a few polls. */
export const approvalScreen: Screen = {
  polls: true,
  draw: ({ elements, texts }) => [elements.helpText(texts.approvalTitle, texts.approvalText)],
  submit: ({ world, session }) => {
    session.progress.polls += 1;
    return session.progress.polls >= world.settings.pollsUntilApproved ? next : stay;
  },
};

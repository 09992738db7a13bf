import { pictureOf } from '../picture.js';
import { check, entered, next, refused, type Screen } from '../screen.js';
import { ownTexts } from '../texts.js';

/** What the captcha shows; any other answer is wrong. */
const captchaDigits = '4711';

const texts = ownTexts(
  { title: 'Sicherheitsfrage', text: 'Bitte tippen Sie die Ziffern ab.', digits: 'Ziffern' },
  { title: 'Security question', text: 'Please type the digits that you see.', digits: 'Digits' },
);

export const captchaScreen: Screen = {
  name: 'captcha',
  wireName: 'WizardLoginNextStep',
  draw: ({ elements, session }) => {
    const { title, text, digits } = texts(session);
    const field = { name: 'captcha', label: digits, validation: 'required' };
    return [elements.helpText(title, text), elements.captcha(field, pictureOf(captchaDigits))];
  },
  submit: (turn) => {
    const problem = check(turn, { captcha: 'required' });
    if (problem) return problem;
    return entered(turn, 'captcha') === captchaDigits ? next : refused(turn, 'captcha', 'login_next_failed', 'captcha');
  },
};

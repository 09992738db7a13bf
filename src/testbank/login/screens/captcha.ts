import { freshId } from '../../random.js';
import { pictureOf } from '../picture.js';
import { check, entered, next, refused, type Screen } from '../screen.js';
import { memory } from '../session.js';
import { ownTexts } from '../texts.js';

/** What the captcha shows; any other answer is wrong. */
const captchaDigits = '4711';

const texts = ownTexts(
  { title: 'Sicherheitsfrage', text: 'Bitte tippen Sie die Ziffern ab.', digits: 'Ziffern' },
  { title: 'Security question', text: 'Please type the digits that you see.', digits: 'Digits' },
);

/** Says which picture is meant; an answer without it is to none. */
const progress = memory(() => ({ id: freshId() }));

export const captchaScreen: Screen = {
  name: 'captcha',
  wireName: 'WizardLoginNextStep',
  draw: ({ elements, session }) => {
    const { title, text, digits } = texts(session);
    const field = { name: 'captcha', label: digits, validation: 'required' };
    const picture = elements.captcha(field, pictureOf(captchaDigits));
    return [elements.helpText(title, text), elements.hidden('captcha_id', progress(session).id), picture];
  },
  submit: (turn) => {
    const problem = check(turn, { captcha: 'required' });
    if (problem) return problem;
    if (turn.fields.captcha_id !== progress(turn.session).id)
      return refused(turn, 'captcha', 'validation_failed', 'id');
    return entered(turn, 'captcha') === captchaDigits ? next : refused(turn, 'captcha', 'login_next_failed', 'captcha');
  },
};

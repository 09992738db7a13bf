import { freshSecret } from '../../random.js';
import { next, stay, type Screen } from '../screen.js';

/** Where the bank's own login page is, followed by the session's ticket. */
export const bankPagePath = '/_testbank/bank-login';

/** The person logs in on a page of the bank, and comes back; until then there is nothing to do but to ask. */
export const redirectScreen: Screen = {
  polls: true,
  draw: ({ elements, texts, session, origin }) => {
    session.progress.ticket ??= freshSecret();
    const url = `${origin}${bankPagePath}/${session.progress.ticket}`;
    return [
      elements.helpText(texts.redirectTitle, texts.redirectText),
      elements.redirect('bank_redirect', texts.redirectLabel, texts.back, url),
    ];
  },
  submit: ({ session }) => (session.progress.returned ? next : stay),
};

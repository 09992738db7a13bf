import { freshSecret } from '../../random.js';
import type { World } from '../../world.js';
import { memory } from '../session.js';
import { ownTexts } from '../texts.js';
import { next, stay, type Screen } from '../screen.js';

/** Where the bank's own login page is, followed by the session's ticket. */
export const bankPagePath = '/_testbank/bank-login';

const texts = ownTexts(
  {
    title: 'Weiter bei Ihrer Bank',
    text: 'Melden Sie sich auf der [Seite Ihrer Bank|bold] an[br]und kommen Sie dann hierher zurück.',
    label: 'Zur Bank',
  },
  {
    title: 'Continue at your bank',
    text: "Log in on your [bank's page|bold],[br]then come back here.",
    label: 'Go to the bank',
  },
);

/** The ticket names the bank's own login page, once it was shown. */
const visit = memory((): { ticket?: string; returned: boolean } => ({ returned: false }));

/** The person is on the bank's own login page; false where no login knows the ticket. */
export function arrive(world: World, ticket: string): boolean {
  const [session] = world.sessions.newestFirst((candidate) => visit(candidate).ticket === ticket);
  if (session !== undefined) visit(session).returned = true;
  return session !== undefined;
}

/** The person logs in on a page of the bank, and comes back; until then there is nothing to do but to ask. */
export const redirectScreen: Screen = {
  name: 'redirect',
  wireName: 'WizardOauthRedirect',
  polls: true,
  draw: ({ elements, texts: { back }, session, origin }) => {
    const { title, text, label } = texts(session);
    const ticket = (visit(session).ticket ??= freshSecret());
    const url = `${origin}${bankPagePath}/${ticket}`;
    return [elements.helpText(title, text), elements.redirect('bank_redirect', label, back, url)];
  },
  submit: ({ session }) => (visit(session).returned ? next : stay),
};

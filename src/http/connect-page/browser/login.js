import { byId } from './dom.js';

/**
 * The bank login that this page is for, as the gateway knows it.
 *
 * @typedef {object} Login
 * @property {string} key opens the login: for `submitWizardStep` and nothing else
 * @property {string} transactionId names the login: for `wizardSession`
 * @property {string | null} token of the bank user; null where the gateway does not mint tokens
 * @property {'de' | 'en'} language that the login was begun in
 */

/** @type {Login} */
const given = JSON.parse(byId('login').textContent ?? '');

/** A token in the fragment never reaches a server's log; it leaves the address bar at once. */
const ownToken = new URLSearchParams(location.hash.slice(1)).get('token');
if (ownToken !== null) history.replaceState(null, '', location.pathname + location.search);

/** @type {Login} */
export const login = { ...given, token: ownToken ?? given.token };

/** Where the person came from, if that is on this machine or at this host: no other page can be hidden behind the link. */
export const returnTo = safeReturn(new URLSearchParams(location.search).get('returnTo'));

/** @param {string | null} address */
function safeReturn(address) {
  if (address === null || !URL.canParse(address)) return undefined;
  const { protocol, hostname, href } = new URL(address);
  const known = ['localhost', '127.0.0.1', '[::1]', location.hostname];
  return /^https?:$/.test(protocol) && known.includes(hostname) ? href : undefined;
}

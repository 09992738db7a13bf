import { byId } from './dom.js';

/**
 * The bank login that this page is for, as the gateway knows it.
 *
 * @typedef {object} Login
 * @property {string} key opens the login: for `submitWizardStep` and nothing else
 * @property {string} transactionId names the login: for `wizardSession`
 * @property {string | null} token of the bank user; null where the gateway does not mint tokens
 * @property {'de' | 'en'} language that the login was begun in
 * @property {string | null} bankName when the page was opened; null where no bank was chosen yet
 * @property {LoginRequest} request what the application asked for: input of `createBankConnection`
 * @property {string | null} renews id of the connection that is logged in to anew; null where the login creates one
 * @property {string} privacyUrl
 */

/**
 * @typedef {object} LoginRequest
 * @property {'FULL' | 'SHARED' | 'NONE'} syncMode
 * @property {'ALL' | 'MULTI' | 'SINGLE'} accountSelection
 * @property {string | null} bic
 * @property {string | null} country
 * @property {number | null} historyDays
 * @property {number | null} limitDays
 */

/** @type {Login} */
const given = JSON.parse(byId('login').textContent ?? '');

/** A token in the fragment never reaches a server's log; it leaves the address bar at once. */
const ownToken = new URLSearchParams(location.hash.slice(1)).get('token');
if (ownToken !== null) history.replaceState(null, '', location.pathname + location.search);

/** @type {Login} */
export const login = { ...given, token: ownToken ?? given.token };

/** @param {string} key of another login @returns {string} the address of its page, with what this one was given in its own */
export function addressOf(key) {
  const address = new URL(encodeURIComponent(key), location.href);
  address.search = location.search;
  if (ownToken !== null) address.hash = String(new URLSearchParams({ token: ownToken }));
  return address.href;
}

/** Where the person came from, if that is on this machine or at this host: no other page can be hidden behind the link. */
export const returnTo = safeReturn(new URLSearchParams(location.search).get('returnTo'));

/** @param {string | null} address */
function safeReturn(address) {
  if (address === null || !URL.canParse(address)) return undefined;
  const { protocol, hostname, href } = new URL(address);
  const known = ['localhost', '127.0.0.1', '[::1]', location.hostname];
  return /^https?:$/.test(protocol) && known.includes(hostname) ? href : undefined;
}

/**
 * @typedef {object} Settings
 * @property {string} nonce lets style elements that have it into the page
 * @property {string} sandboxScript
 * @property {{ bankUser: string, service: string } | null} tokens of the embedded test bank
 * @property {string} ids the query for the ids that operations have in their variables
 * @property {import('./operations.js').ReadyOperation[]} operations
 */

/** What the gateway has to say to this page. @type {Settings} */
export const settings = JSON.parse(element('settings').textContent ?? '');

/** The gateway's GraphQL endpoint, whatever path the gateway is mounted at. */
export const endpoint = new URL('graphql', document.baseURI).href;

/** The same for subscriptions, over WebSocket. */
export const subscriptionEndpoint = endpoint.replace(/^http/, 'ws');

/**
 * @param {string} id
 * @returns {HTMLElement}
 */
export function element(id) {
  const found = document.getElementById(id);
  if (found === null) throw new TypeError(`The page has no element ${id}`);
  return found;
}

/** @param {string} text for the person, read out as well. */
export function notify(text) {
  const notice = element('notice');
  notice.hidden = false;
  notice.textContent = text;
}

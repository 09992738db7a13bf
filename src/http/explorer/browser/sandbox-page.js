import { loadOperations } from './operations.js';
import { element, endpoint, settings, subscriptionEndpoint } from './settings.js';

/** @typedef {{ dispose(): void }} Embedded */
/** @typedef {new (options: object) => Embedded} EmbeddedSandbox */

const SANDBOX_ORIGIN = 'https://sandbox.embed.apollographql.com';
/** How long the script may take to load, and then Sandbox to say anything. */
const SCRIPT_MS = 4_000;
const FIRST_WORD_MS = 10_000;
/** After which the page says what it waits for. */
const NOTICE_MS = 1_000;

const operations = await loadOperations();
const menu = /** @type {HTMLSelectElement} */ (element('operation'));

const notice = element('notice');
const slow = setTimeout(() => {
  notice.textContent =
    'Loading Apollo Sandbox from Apollo’s host. GraphiQL comes from the gateway itself: choose it above.';
  notice.hidden = false;
}, NOTICE_MS);

try {
  await loadScript(settings.sandboxScript);
  const greeting = firstMessage();
  let sandbox = embed();
  menu.addEventListener('change', () => {
    sandbox.dispose();
    sandbox = embed();
  });
  await greeting;
  clearTimeout(slow);
  notice.hidden = true;
} catch {
  location.replace('?explorer=graphiql&sandbox=unreachable');
}

/**
 * @param {string} src
 * @returns {Promise<void>} rejected when it cannot be had, or not soon.
 */
function loadScript(src) {
  return new Promise((resolve, reject) => {
    if (!navigator.onLine) return void reject(new Error('offline'));
    setTimeout(reject, SCRIPT_MS);
    const script = Object.assign(document.createElement('script'), { src, onload: resolve, onerror: reject });
    document.head.append(script);
  });
}

/** Its script may come from the browser's cache while its frame cannot be had: then the frame never says a word. */
function firstMessage() {
  return new Promise((resolve, reject) => {
    setTimeout(reject, FIRST_WORD_MS);
    window.addEventListener('message', ({ origin }) => {
      if (origin === SANDBOX_ORIGIN) resolve(undefined);
    });
  });
}

/** Shows the chosen operation. */
function embed() {
  const { EmbeddedSandbox } = /** @type {{ EmbeddedSandbox: EmbeddedSandbox }} */ (/** @type {unknown} */ (window));
  const { document, variables, headers } = operations[menu.selectedIndex] ?? {};
  return new EmbeddedSandbox({
    target: '#explorer',
    initialEndpoint: endpoint,
    initialSubscriptionEndpoint: subscriptionEndpoint,
    endpointIsEditable: false,
    initialState: { document, variables, headers, pollForSchemaUpdates: false },
    runTelemetry: false,
    allowDynamicStyles: false,
  });
}

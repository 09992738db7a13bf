import { loadOperations } from './operations.js';
import { element, endpoint, notify, settings, subscriptionEndpoint } from './settings.js';
import { openTabStorage } from './tab-storage.js';

/**
 * What the bundles leave behind.
 *
 * @typedef {object} Bundles
 * @property {{ createElement(type: unknown, properties: object): unknown }} React
 * @property {{ createRoot(container: Element): { render(element: unknown): void } }} ReactDOM
 * @property {{ createFetcher(options: { url: string, subscriptionUrl: string }): unknown }} [GraphiQL] undefined where the gateway was
 *   installed without it
 */
const { React, ReactDOM, GraphiQL } = /** @type {Bundles} */ (/** @type {unknown} */ (window));

const { tokens, nonce } = settings;
// Where GraphiQL's dialogs look for the nonce of the style elements that they add.
Object.assign(window, { __webpack_nonce__: nonce });
const operations = await loadOperations();
const storage = openTabStorage(tokens);

if (new URLSearchParams(location.search).get('sandbox') === 'unreachable') {
  notify("Apollo Sandbox could not be reached, so this is the gateway's own GraphiQL. It works without a network.");
}
if (GraphiQL === undefined) {
  notify('GraphiQL is missing: the gateway was installed without its optional dependencies.');
} else {
  element('restore').addEventListener('click', restore);
  ReactDOM.createRoot(element('explorer')).render(
    React.createElement(GraphiQL, {
      // The headers of a tab are sent with its subscriptions as well, as the parameters of the connection.
      fetcher: GraphiQL.createFetcher({ url: endpoint, subscriptionUrl: subscriptionEndpoint }),
      storage,
      defaultTabs: operations.map(toTab),
      defaultHeaders: toTab(operations[0]).headers,
      defaultQuery: '',
      defaultEditorToolsVisibility: tokens === null ? 'headers' : 'variables',
      // Real tokens must not be stored in a browser; those of the test bank are worthless.
      shouldPersistHeaders: tokens !== null,
      showPersistHeadersSettings: tokens === null,
    }),
  );
}

/** @param {import('./operations.js').ReadyOperation} [operation] */
function toTab(operation) {
  return {
    query: operation?.document ?? '',
    variables: JSON.stringify(operation?.variables ?? {}, null, 2),
    headers: JSON.stringify(operation?.headers ?? {}, null, 2),
  };
}

function restore() {
  storage.clear();
  location.reload();
}

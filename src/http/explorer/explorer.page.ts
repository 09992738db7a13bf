import type { DocumentNames } from '../../graphql/type-prefix.js';
import { dataBlock, escapeHtml } from '../page.js';
import { IDS, READY_OPERATIONS } from './operations.js';

/** Apollo Sandbox's script, as loaded by Apollo Server's own landing page. */
export const SANDBOX_SCRIPT =
  'https://embeddable-sandbox.cdn.apollographql.com/v2/embeddable-sandbox.umd.production.min.js';

export const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#14283c"/>' +
  '<path d="M16 6 25 11v10l-9 5-9-5V11z" fill="none" stroke="#5ad1b3" stroke-width="2"/>' +
  '<circle cx="16" cy="16" r="3" fill="#5ad1b3"/></svg>';

/** Tokens for trying the gateway with the embedded test bank. */
export interface Demo {
  /** `bankUserToken` is for the first of them. */
  readonly people: readonly { readonly name: string }[];
  readonly bankUserToken: string;
  readonly serviceToken: string;
}

export type ExplorerKind = 'sandbox' | 'graphiql';

export interface ExplorerPage {
  readonly kind: ExplorerKind;
  readonly demo: Demo | undefined;
  readonly names: DocumentNames;
  /** Allows the page's own style elements. */
  readonly nonce: string;
}

/** Uses relative URLs, so that it works under any path. */
export function explorerPage({ kind, demo, names, nonce }: ExplorerPage): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Explorer · XS2A GraphQL gateway</title>
<link rel="icon" href="explorer/icon.svg" type="image/svg+xml">
${kind === 'graphiql' ? '<link rel="stylesheet" href="explorer/graphiql.css">' : ''}
<link rel="stylesheet" href="explorer/explorer.css">
</head>
<body>
<header>
<h1>XS2A GraphQL gateway</h1>
<p class="who">${escapeHtml(who(demo))}</p>
${kind === 'sandbox' ? menu() : '<button type="button" id="restore">Restore the ready operations</button>'}
<nav aria-label="Explorer">${link('sandbox', 'Apollo Sandbox', kind)}${link('graphiql', 'GraphiQL', kind)}</nav>
</header>
<p id="notice" role="status" hidden></p>
<main id="explorer"><noscript>The explorer needs JavaScript.</noscript></main>
${dataBlock('settings', settings({ demo, names, nonce }))}
${scripts(kind)}
</body>
</html>
`;
}

function who(demo: Demo | undefined): string {
  const name = demo?.people[0]?.name;
  if (name !== undefined)
    return `Test bank: nobody in it is real. Each operation has a token in its headers: of ${name}, or of a service.`;
  return 'No token is filled in: put yours under Headers, as {"authorization": "Bearer …"}.';
}

function menu(): string {
  const options = READY_OPERATIONS.map(({ title }, index) => `<option value="${index}">${escapeHtml(title)}</option>`);
  return `<label>Ready operations <select id="operation">${options.join('')}</select></label>`;
}

function link(kind: ExplorerKind, title: string, current: ExplorerKind): string {
  return `<a href="?explorer=${kind}"${kind === current ? ' aria-current="page"' : ''}>${title}</a>`;
}

/** The data for the scripts: operations with their headers. */
function settings({ demo, names, nonce }: Omit<ExplorerPage, 'kind'>) {
  const tokens = demo && { bankUser: demo.bankUserToken, service: demo.serviceToken };
  return {
    nonce,
    sandboxScript: SANDBOX_SCRIPT,
    tokens: tokens ?? null,
    ids: names.applyTo(IDS, { keepsResponse: true }),
    operations: READY_OPERATIONS.map(({ title, caller, document, variables }) => ({
      title,
      document: names.applyTo(document),
      variables,
      headers: tokens && { authorization: `Bearer ${tokens[caller]}` },
    })),
  };
}

function scripts(kind: ExplorerKind): string {
  const bundle = kind === 'graphiql' ? ['react.js', 'react-dom.js', 'graphiql.js'] : [];
  const tags = bundle.map((name) => `<script src="explorer/${name}" defer></script>`);
  return [...tags, `<script type="module" src="explorer/${kind}-page.js"></script>`].join('\n');
}

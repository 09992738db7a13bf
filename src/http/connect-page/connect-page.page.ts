import { dataBlock } from '../page.js';
import type { graphOfPage } from './documents.js';

/** The page's data: one bank login, and the credentials to act as its owner. */
export interface ConnectLogin {
  /** The wizard key. */
  readonly key: string;
  readonly transactionId: string;
  /** The bank user's token; null when the gateway issues none, and the user has to enter one. */
  readonly token: string | null;
  readonly language: 'de' | 'en';
  /** Null until one is chosen. */
  readonly bankName: string | null;
  /** What the application asked for: members of `CreateBankConnectionInput`, to begin another login like this one. */
  readonly request: Readonly<Record<RequestMember, string | number | null>>;
  /** The global id of the connection that this login renews; null where it creates one. */
  readonly renews: string | null;
  /** Of the privacy text. */
  readonly privacyUrl: string;
}

type RequestMember = 'syncMode' | 'accountSelection' | 'bic' | 'country' | 'historyDays' | 'limitDays';

const MAIN =
  '<ol id="progress"></ol><p id="bank" hidden></p><h1 id="title" tabindex="-1"></h1>' +
  '<div id="alert" role="alert" tabindex="-1" hidden></div><p id="status" role="status"></p>' +
  '<details id="consent" hidden></details><div id="screen"><noscript>This page needs JavaScript.</noscript></div>';

/** An empty frame: its texts come in the user's language from its script. */
export function connectPage(login: ConnectLogin, graph: ReturnType<typeof graphOfPage>): string {
  return frame(
    login.language,
    `${dataBlock('login', login)}
${dataBlock('graph', graph)}
<script type="module" src="../connect-page/connect.js"></script>`,
    MAIN,
  );
}

/**
 * For an unknown key: mistyped, or from before a restart of the test bank.
 *
 * @param mutation the field that begins a login
 */
export function unknownLoginPage(mutation: string): string {
  return frame(
    'en',
    '',
    '<h1>This link opens nothing</h1>' +
      '<p>The test bank does not know this bank login. It forgets everything when it is started anew: begin a new login with ' +
      `<code>${mutation}</code>.</p>` +
      `<p lang="de">Diese Anmeldung kennt die Testbank nicht. Beginnen Sie mit <code>${mutation}</code> eine neue.</p>`,
  );
}

/** The privacy text where no other is configured. */
export function privacyPage(): string {
  return frame(
    'en',
    '',
    '<h1>Privacy</h1>' +
      '<p>This is a test bank: its banks, people and accounts are fictional. What you enter stays in the memory of the program ' +
      'that runs it, is sent to nobody, and is gone when the program ends.</p>' +
      '<p>An application that reads real accounts links to its own privacy text here: who is responsible, what is read and why, how ' +
      'long it is stored, and how to withdraw the consent.</p>' +
      '<h2 lang="de">Datenschutz</h2>' +
      '<p lang="de">Dies ist eine Testbank: Banken, Personen und Konten sind erfunden. Ihre Eingaben bleiben im Speicher des ' +
      'Programms, gehen an niemanden und sind weg, wenn es endet.</p>',
  );
}

function frame(language: string, scripts: string, main: string): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Testbank</title>
<link rel="icon" href="../connect-page/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="../connect-page/connect-page.css">
</head>
<body>
<header>
<p class="brand">Testbank</p>
${scripts === '' ? '' : '<div id="languages" role="group"><button type="button" lang="de">Deutsch</button><button type="button" lang="en">English</button></div>'}
</header>
<main>${main}</main>
${scripts === '' ? '' : '<footer><p id="test"></p><details><summary id="hints"></summary><ul id="hint-list"></ul></details></footer>'}
${scripts}
</body>
</html>
`;
}

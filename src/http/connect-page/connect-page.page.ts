import { dataBlock } from '../page.js';

/** The page's data: one bank login, and the credentials to act as its owner. */
export interface ConnectLogin {
  /** The wizard key. */
  readonly key: string;
  readonly transactionId: string;
  /** The bank user's token; null when the gateway issues none, and the user has to enter one. */
  readonly token: string | null;
  readonly language: 'de' | 'en';
}

/** An empty frame: its texts come in the user's language from its script. */
export function connectPage(login: ConnectLogin): string {
  return frame(
    login.language,
    `${dataBlock('login', login)}
<script type="module" src="../connect-page/connect.js"></script>`,
    '<h1 id="title" tabindex="-1"></h1><div id="alert" role="alert" tabindex="-1" hidden></div>' +
      '<p id="status" role="status"></p><div id="screen"><noscript>This page needs JavaScript.</noscript></div>',
  );
}

/** For an unknown key: mistyped, or from before a restart of the test bank. */
export function unknownLoginPage(): string {
  return frame(
    'en',
    '',
    '<h1>This link opens nothing</h1>' +
      '<p>The test bank does not know this bank login. It forgets everything when it is started anew: begin a new login with ' +
      '<code>createBankConnection</code>.</p>' +
      '<p lang="de">Diese Anmeldung kennt die Testbank nicht. Beginnen Sie mit <code>createBankConnection</code> eine neue.</p>',
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

/**
 * What the page itself says. The labels, hints and errors of a form are the bank's own, in the login's language.
 *
 * @typedef {typeof de} Texts
 */

const de = {
  page: 'Anmeldung bei der Bank',
  test: 'Testbank: Niemand hier ist echt, und keine Eingabe geht an eine wirkliche Bank.',
  language: 'Sprache',
  go: 'Weiter',
  back: 'Zurück',
  cancel: 'Abbrechen',
  wait: 'Bitte warten …',
  waiting: 'Wir warten auf Ihre Bank. Es geht von allein weiter.',
  choose: 'Bitte wählen',
  field: 'Eingabe',
  unknown: 'Diesen Teil des Formulars kann die Seite nicht zeigen.',
  newTab: 'öffnet einen neuen Tab',
  /** @type {Record<string, string>} */
  forms: { bank: 'Welche Bank?', login: 'Anmelden', accounts: 'Kontoauswahl', tan: 'TAN eingeben' },
  bankHint: 'Suchen Sie auch nach Namen, Ort oder BIC.',
  banksFound: (/** @type {number} */ count) =>
    count === 0 ? 'Keine Bank gefunden.' : count === 1 ? 'Eine Bank gefunden.' : `${count} Banken gefunden.`,
  notSupported: 'nicht unterstützt',
  flickerStart: 'Flackern starten',
  flickerStop: 'Flackern anhalten',
  flicker: 'Flackercode für den TAN-Generator',
  captcha: 'Bild, dessen Zeichen einzugeben sind',
  picture: 'Bild Ihrer Bank',
  done: 'Geschafft',
  doneAt: (/** @type {string} */ bank) => `Die Verbindung mit ${bank} steht.`,
  doneText: 'Die Verbindung mit Ihrer Bank steht.',
  accounts: 'Ihre Konten',
  share: 'Ihr Schlüssel für spätere Abrufe',
  shareText:
    'Er wird nur dieses eine Mal gezeigt. Wer die Verbindung angelegt hat, braucht ihn für jeden weiteren Abruf.',
  copy: 'Kopieren',
  copied: 'Kopiert.',
  return: 'Zurück zur Anwendung',
  close: 'Sie können diese Seite schließen.',
  over: 'Die Anmeldung ist beendet',
  /** @type {Record<string, string>} */
  reasons: {
    client_aborted: 'Sie haben die Anmeldung abgebrochen.',
    session_expired: 'Die Anmeldung ist abgelaufen, weil zu lange nichts geschehen ist.',
    max_login_tries: 'Die Anmeldung ist zu oft fehlgeschlagen.',
    max_tan_tries: 'Die TAN war zu oft falsch.',
    no_compatible_accounts: 'Unter diesem Zugang gibt es kein passendes Konto.',
    tech_error: 'Die Bank ist zurzeit nicht erreichbar.',
  },
  reason: 'Die Bank hat sie nicht angenommen.',
  again: 'Es wurde nichts geändert. Beginnen Sie in der Anwendung neu, wenn Sie es noch einmal versuchen möchten.',
  failed: 'Das hat nicht geklappt. Bitte versuchen Sie es noch einmal.',
  /** @type {Record<string, string>} */
  failures: {
    UNREACHABLE: 'Keine Verbindung. Bitte versuchen Sie es noch einmal.',
    RATE_LIMITED: 'Das ging zu schnell. Bitte warten Sie einen Augenblick und versuchen Sie es dann noch einmal.',
    OUTCOME_UNKNOWN: 'Das ist vielleicht nicht angekommen. Bitte versuchen Sie es noch einmal.',
    UNAUTHENTICATED: 'Dieser Seite fehlt ein gültiges Token. Öffnen Sie sie mit #token=… am Ende der Adresse.',
  },
  hints: 'Was kann ich hier eingeben?',
  hintList: [
    'Bankleitzahl 88888888; andere Banken fragen auch nach einer TAN oder einer Freigabe.',
    'Anmeldename und PIN: irgendetwas ab fünf Zeichen. Die PIN „wrongpin“ ist falsch.',
    'Die TAN ist immer 123456.',
  ],
};

/** @type {Texts} */
const en = {
  page: 'Log in at the bank',
  test: 'Test bank: nobody here is real, and nothing that you enter goes to a real bank.',
  language: 'Language',
  go: 'Continue',
  back: 'Back',
  cancel: 'Cancel',
  wait: 'Please wait …',
  waiting: 'We are waiting for your bank. This page goes on by itself.',
  choose: 'Please choose',
  field: 'Input',
  unknown: 'This page cannot show this part of the form.',
  newTab: 'opens a new tab',
  forms: { bank: 'Which bank?', login: 'Log in', accounts: 'Accounts', tan: 'Enter the TAN' },
  bankHint: 'You can also search by name, city or BIC.',
  banksFound: (count) => (count === 0 ? 'No bank found.' : count === 1 ? 'One bank found.' : `${count} banks found.`),
  notSupported: 'not supported',
  flickerStart: 'Start flickering',
  flickerStop: 'Stop flickering',
  flicker: 'Flicker code for the TAN generator',
  captcha: 'Picture whose characters are to be typed',
  picture: 'Picture from your bank',
  done: 'Done',
  doneAt: (bank) => `You are connected with ${bank}.`,
  doneText: 'You are connected with your bank.',
  accounts: 'Your accounts',
  share: 'Your key for later syncs',
  shareText: 'It is shown this once. Whoever created the connection needs it for every later sync.',
  copy: 'Copy',
  copied: 'Copied.',
  return: 'Back to the application',
  close: 'You can close this page.',
  over: 'The login is over',
  reasons: {
    client_aborted: 'You have cancelled the login.',
    session_expired: 'The login has expired, because nothing happened for too long.',
    max_login_tries: 'The login has failed too often.',
    max_tan_tries: 'The TAN was wrong too often.',
    no_compatible_accounts: 'There is no fitting account under this login.',
    tech_error: 'The bank cannot be reached at the moment.',
  },
  reason: 'The bank has not accepted it.',
  again: 'Nothing was changed. To try once more, begin anew in the application.',
  failed: 'That did not work. Please try again.',
  failures: {
    UNREACHABLE: 'No connection. Please try again.',
    RATE_LIMITED: 'That was too fast. Please wait a moment, then try again.',
    OUTCOME_UNKNOWN: 'That may not have arrived. Please try again.',
    UNAUTHENTICATED: 'This page lacks a valid token. Open it with #token=… at the end of its address.',
  },
  hints: 'What can I enter here?',
  hintList: [
    'Bank code 88888888; other banks also ask for a TAN or an approval.',
    'User name and PIN: anything of five characters or more. The PIN “wrongpin” is wrong.',
    'The TAN is always 123456.',
  ],
};

/** @type {{ de: Texts, en: Texts }} */
export const texts = { de, en };

export const languages = ['de', 'en', 'es', 'fr', 'it'] as const;
export type Language = (typeof languages)[number];

export function isLanguage(value: unknown): value is Language {
  return languages.some((language) => language === value);
}

const de = {
  country: 'Land',
  bankCode: 'Bankleitzahl',
  userName: 'Anmeldename',
  pin: 'PIN',
  accountNumber: 'Kontonummer',
  privacy: 'Ich stimme den [Datenschutzbestimmungen|link::https://testbank.example/datenschutz] zu.',
  loginWays: 'Anmeldung mit',
  tabs: { ONLINE: 'Online-Banking', ACCOUNT: 'Kontonummer' },
  back: 'Zurück',
  required: 'Dieses Feld wird benötigt.',
  tooShort: 'Diese Eingabe ist zu kurz.',
  notOffered: 'Diese Auswahl gibt es nicht.',
  notChecked: 'Bitte stimmen Sie zu.',
  validation_failed: 'Bitte prüfen Sie Ihre Eingaben.',
  bank_code_unknown: 'Diese Bankleitzahl ist nicht bekannt.',
  no_transports_found: 'Diese Bank wird nicht unterstützt.',
  login_failed: 'Anmeldename oder PIN ist falsch.',
  login_next_failed: 'Die Ziffern stimmen nicht.',
  tan_method_not_allowed: 'Dieses TAN-Verfahren ist nicht erlaubt.',
  wrong_tan: 'Die TAN ist falsch.',
  max_login_tries: 'Zu viele falsche Anmeldungen. Bitte beginnen Sie von vorn.',
  max_tan_tries: 'Zu viele falsche TANs. Bitte beginnen Sie von vorn.',
  no_compatible_accounts: 'Unter diesem Zugang gibt es kein passendes Konto.',
  tech_error: 'Die Bank ist zurzeit nicht erreichbar.',
  session_expired: 'Die Sitzung ist abgelaufen.',
  client_aborted: 'Der Vorgang wurde abgebrochen.',
  finished: 'Der Vorgang ist bereits abgeschlossen.',
};

export type Texts = typeof de;

const en: Texts = {
  country: 'Country',
  bankCode: 'Bank code',
  userName: 'User name',
  pin: 'PIN',
  accountNumber: 'Account number',
  privacy: 'I agree to the [privacy policy|link::https://testbank.example/privacy].',
  loginWays: 'Log in with',
  tabs: { ONLINE: 'Online banking', ACCOUNT: 'Account number' },
  back: 'Back',
  required: 'This field is required.',
  tooShort: 'This is too short.',
  notOffered: 'There is no such choice.',
  notChecked: 'Please agree.',
  validation_failed: 'Please check what you entered.',
  bank_code_unknown: 'This bank code is not known.',
  no_transports_found: 'This bank is not supported.',
  login_failed: 'The user name or the PIN is wrong.',
  login_next_failed: 'These are not the digits.',
  tan_method_not_allowed: 'This TAN method is not allowed.',
  wrong_tan: 'The TAN is wrong.',
  max_login_tries: 'Too many wrong logins. Please start again.',
  max_tan_tries: 'Too many wrong TANs. Please start again.',
  no_compatible_accounts: 'There is no fitting account under this login.',
  tech_error: 'The bank cannot be reached at the moment.',
  session_expired: 'The session has expired.',
  client_aborted: 'The process was aborted.',
  finished: 'The process has already been finished.',
};

/** Spanish, French and Italian people read English at the test bank. */
export function textsIn(language: Language): Texts {
  return language === 'de' ? de : en;
}

/** A screen's own texts, in the same two languages. */
export function ownTexts<T>(de: T, en: T): (session: { readonly language: Language }) => T {
  return ({ language }) => (language === 'de' ? de : en);
}

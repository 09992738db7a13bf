import type { Page } from 'playwright-core';
import { secondsFromNow, sign } from '../support/jwt.js';
import { until } from '../support/until.js';
import { Browser, describeInBrowser } from './browser.js';
import { DemoGateway } from './demo-gateway.js';

const BEGIN = `mutation ($input: CreateBankConnectionInput!) {
  createBankConnection(input: $input) {
    ... on CreateBankConnectionSuccess { wizardSession { key transactionId } }
  }
}`;
const SESSION = `query ($id: String!) {
  wizardSession(transactionId: $id) {
    finished
    lastError { code }
    connection { id bankName accounts { description balance { amount { value } } } }
  }
}`;
const NEW_PERSON = `mutation {
  createBankUser(input: { name: "Paula Probe", email: "paula@example.com" }) {
    ... on CreateBankUserSuccess { bankUser { id } }
  }
}`;
const CONNECTIONS = 'query ($id: ID!) { bankUser(id: $id) { connections { id } } }';

const TEST_BANK = '88888888';
const TAN_BANK = '90010001';
const APP_BANK = '90010002';
const TABS_BANK = '90010003';
const REDIRECT_BANK = '90010004';
const CAPTCHA_BANK = '90010005';
const CHOICE_BANK = '90010006';
const CALM_BANK = '90010007';

interface Begun {
  readonly key: string;
  readonly transactionId: string;
}

interface Session {
  readonly finished: boolean | null;
  readonly lastError: { readonly code: string } | null;
  readonly connection: {
    readonly id: string;
    readonly bankName: string;
    readonly accounts: readonly {
      readonly description: string;
      readonly balance: { readonly amount: { readonly value: string } };
    }[];
  } | null;
}

/** The bank login of a new person, begun through GraphQL by a service, and the page on which it goes on. */
class Login {
  private constructor(
    private readonly gateway: DemoGateway,
    readonly page: Page,
    readonly key: string,
    private readonly transactionId: string,
    readonly bankUserId: string,
  ) {}

  static async begin(gateway: DemoGateway, browser: Browser, input: object = {}, query = ''): Promise<Login> {
    const { createBankUser } = await askAsService<{ createBankUser: { bankUser: { id: string } } }>(
      gateway,
      NEW_PERSON,
    );
    const { id: bankUserId } = createBankUser.bankUser;
    const { createBankConnection } = await askAsService<{ createBankConnection: { wizardSession: Begun } }>(
      gateway,
      BEGIN,
      {
        input: { bankUserId, language: 'EN', ...input },
      },
    );
    const { key, transactionId } = createBankConnection.wizardSession;
    const page = await browser.open(`${gateway.url}/testbank/connect/${key}${query}`);
    await page.locator('h1:not(:empty)').waitFor();
    return new Login(gateway, page, key, transactionId, bankUserId);
  }

  async session(): Promise<Session> {
    const id = this.transactionId;
    return (await askAsService<{ wizardSession: Session }>(this.gateway, SESSION, { id })).wizardSession;
  }

  /** Ids of the person's connections. */
  async connections(): Promise<readonly string[]> {
    const answer = await askAsService<{ bankUser: { connections: { id: string }[] } }>(this.gateway, CONNECTIONS, {
      id: this.bankUserId,
    });
    return answer.bankUser.connections.map(({ id }) => id);
  }

  async go(name = 'Continue'): Promise<void> {
    await this.page.getByRole('button', { name, exact: true }).click();
  }

  async pickBank(code: string): Promise<void> {
    await this.page.getByLabel('Bank code').fill(code);
    await this.go();
  }

  async fillIn(pin: string): Promise<void> {
    await this.page.getByLabel('User name').fill('abcdef');
    await this.page.getByLabel('PIN').fill(pin);
    await this.page.getByLabel('I agree').check();
    await this.go();
  }

  async logIn(bank: string, pin = '123456'): Promise<void> {
    await this.pickBank(bank);
    await this.fillIn(pin);
  }

  /** Waits for the screen with this heading. */
  async screen(heading: string): Promise<void> {
    await this.page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor();
  }

  /** What has the focus: the label of a field, else its text. */
  async focused(): Promise<string> {
    return this.page.evaluate<string>(
      `(() => { const { labels, textContent } = document.activeElement; return (labels?.[0] ?? { textContent }).textContent.trim(); })()`,
    );
  }
}

function askAsService<T>(gateway: DemoGateway, query: string, variables: object = {}): Promise<T> {
  return gateway.ask<T>(query, variables, gateway.tokens.service);
}

describeInBrowser('the bank login page', () => {
  let gateway: DemoGateway;
  let browser: Browser;

  const begin = (input?: object, query?: string) => Login.begin(gateway, browser, input, query);

  beforeAll(async () => {
    gateway = await DemoGateway.start();
    browser = await Browser.start();
  });
  afterAll(async () => {
    await browser.close();
    await gateway.stop();
  });
  afterEach(async () => {
    await browser.closePages();
    expect(browser.requestsAbroad).toEqual([]);
    expect(browser.takeComplaints()).toEqual([]);
  });

  it('leads to a new connection, whose accounts the graph then has', async () => {
    const login = await begin();
    await login.logIn(TEST_BANK);
    await login.screen('Done');

    const { finished, connection } = await login.session();
    expect(finished).toBe(true);
    expect(connection?.bankName).toBe('Testbank');
    expect(connection?.accounts).toHaveLength(3);
    expect(await login.connections()).toEqual([connection?.id]);

    const shown = (await login.page.getByRole('listitem').allInnerTexts()).join('\n');
    for (const { description, balance } of connection?.accounts ?? []) {
      const amount = new Intl.NumberFormat('en', { style: 'currency', currency: 'EUR' }).format(
        Number(balance.amount.value),
      );
      expect(shown).toContain(description);
      expect(shown).toContain(amount);
    }
  });

  it('finds a bank by its name', async () => {
    const login = await begin();
    await login.page.getByLabel('Bank code').pressSequentially('Tannw');
    await login.page.getByRole('option', { name: /^Tannwaldbank/ }).click();
    expect(await login.page.getByLabel('Bank code').inputValue()).toBe(TAN_BANK);
    await login.page.getByText('Chosen: Tannwaldbank, Tannwald').waitFor();
    await login.go();
    await login.screen('Log in');
  });

  it('never sends a name in place of a code', async () => {
    const login = await begin();
    const sent: string[] = [];
    login.page.on('request', (request) => void sent.push(request.postData() ?? ''));
    const field = login.page.getByLabel('Bank code');
    await field.fill('bank');
    await login.go();
    await login.page.getByText('6 banks found.').waitFor();
    expect(await login.focused()).toBe('Bank code');
    await field.fill('no bank has this name');
    await login.go();
    await login.page.getByText('No bank found.').waitFor();
    await field.fill('Appfels');
    await login.go();
    await login.page.getByText('Chosen: Appfels Direktbank').waitFor();
    expect(await field.inputValue()).toBe(APP_BANK);
    expect(sent.filter((body) => body.includes('submitWizardStep'))).toEqual([]);
    await login.go();
    await login.screen('Log in');
  });

  it('tells a search that fails from one that finds nothing', async () => {
    const login = await begin();
    await login.page.route(/graphql/, (route) => route.abort());
    await login.page.getByLabel('Bank code').fill('Tannw');
    await login.page.getByText('The bank search cannot be reached').waitFor();
    expect(await login.page.getByText('No bank found.').count()).toBe(0);
    await login.page.unroute(/graphql/);
    await login.go('Try again');
    await login.page.getByRole('option', { name: /^Tannwaldbank/ }).waitFor();
    expect(await login.page.getByText('cannot be reached').count()).toBe(0);
    expect(browser.takeComplaints().join()).toMatch(/^(Failed to load resource: net::ERR_FAILED,?)+$/);
  });

  it('searches in the country that is chosen', async () => {
    const login = await begin();
    await login.page.getByLabel('Bank code').fill('bank');
    const options = login.page.getByRole('listbox').getByRole('option');
    await options.first().waitFor();
    const inGermany = await options.allInnerTexts();
    await login.page.getByLabel('Country').selectOption('Österreich');
    await until('the list is another one', async () => {
      const inAustria = await options.allInnerTexts();
      return inAustria.length > 0 && !inAustria.some((bank) => inGermany.includes(bank));
    });
  });

  it('says in which bank the person is, from the choice to the end', async () => {
    const login = await begin();
    const bank = login.page.locator('#bank');
    expect(await bank.isVisible()).toBe(false);
    await login.logIn(TAN_BANK);
    await login.screen('TAN method');
    expect(await bank.innerText()).toBe('Tannwaldbank');
    expect(await login.page.title()).toBe('TAN method – Tannwaldbank');
    await login.page.reload();
    await login.screen('TAN method');
    expect(await bank.innerText()).toBe('Tannwaldbank');
    await login.go('Back');
    await login.screen('Log in');
    await login.go('Back');
    await login.screen('Which bank?');
    expect(await bank.isVisible()).toBe(false);
    await login.logIn(TEST_BANK);
    await login.screen('Done');
    expect(await bank.innerText()).toBe('Testbank');
  });

  it('knows the bank that the application has chosen', async () => {
    const login = await begin({ bic: 'APFEDEF1XXX' });
    await login.screen('Log in');
    expect(await login.page.locator('#bank').innerText()).toBe('Appfels Direktbank');
  });

  it('says how far the login has come', async () => {
    const login = await begin({ accountSelection: 'MULTI' });
    const current = () => login.page.locator('#progress [aria-current="step"]').innerText();
    expect(await login.page.locator('#progress li').allInnerTexts()).toEqual(['Bank', 'Log in', 'Accounts', 'Done']);
    expect(await current()).toBe('Bank');
    await login.pickBank(TEST_BANK);
    await login.screen('Log in');
    expect(await current()).toMatch(/^Log in/);
    await login.fillIn('123456');
    await login.screen('Accounts');
    expect(await current()).toMatch(/^Accounts/);
    await login.page.getByLabel('Girokonto').check();
    await login.go();
    await login.screen('Done');
    expect(await current()).toMatch(/^Done/);
    expect(await login.page.locator('#progress .over').count()).toBe(4);
  });

  it.each([
    [{ historyDays: 90, limitDays: 365 }, /balance of your accounts.*last 90 days.*older than 365 days/s, /Once a day/],
    [
      { syncMode: 'SHARED', accountSelection: 'MULTI' },
      /accounts that you choose.*that your bank provides/s,
      /uses your key/,
    ],
    [{ syncMode: 'NONE', accountSelection: 'SINGLE' }, /account that you choose/, /Once, now/],
  ])('says what will be read and for how long: %j', async (input, what, howLong) => {
    const login = await begin(input);
    const [first = '', second = ''] = await login.page.locator('#consent dd').allInnerTexts();
    expect(first).toMatch(what);
    expect(second).toMatch(howLong);
  });

  it('says until when the consent holds, as the connection does', async () => {
    const login = await begin();
    await login.logIn(TEST_BANK);
    await login.screen('Done');
    const id = login.bankUserId;
    const { bankUser } = await askAsService<{ bankUser: { connections: { consent: { validUntil: string } }[] } }>(
      gateway,
      'query ($id: ID!) { bankUser(id: $id) { connections { consent { validUntil } } } }',
      { id },
    );
    const day = new Date(bankUser.connections[0]?.consent.validUntil ?? '');
    const written = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' }).format(day);
    await login.page.getByText(`Your consent holds until ${written}.`).waitFor();
  });

  it('links a privacy text', async () => {
    const login = await begin();
    const link = login.page.getByRole('link', { name: /^Privacy information/ });
    const [privacy] = await Promise.all([login.page.waitForEvent('popup'), link.click()]);
    await privacy.getByRole('heading', { name: 'Privacy' }).waitFor();
    await privacy.close();
  });

  it('gives PINs and TANs the keyboard of digits, and a TAN what a text message brings', async () => {
    const phone = await Browser.start({ width: 390, height: 844 }, { touch: true });
    try {
      const login = await Login.begin(gateway, phone);
      const { page } = login;
      await login.pickBank(TAN_BANK);
      const pin = page.getByLabel('PIN');
      expect(await pin.getAttribute('inputmode')).toBe('numeric');
      expect(await pin.getAttribute('autocomplete')).toBe('off');
      expect(await page.getByLabel('User name').getAttribute('inputmode')).toBeNull();
      await login.go('Keyboard with letters');
      expect(await pin.getAttribute('inputmode')).toBe('text');
      expect(await login.focused()).toBe('PIN');
      await login.fillIn('123456');
      await login.screen('TAN method');
      await page.getByLabel('smsTAN').check();
      await login.go();
      const tan = page.getByLabel('TAN', { exact: true });
      expect(await tan.getAttribute('inputmode')).toBe('numeric');
      expect(await tan.getAttribute('autocomplete')).toBe('one-time-code');
    } finally {
      await phone.close();
    }
  });

  it('says no more of a mistake once something else is entered or chosen', async () => {
    const login = await begin();
    const { page } = login;
    await login.pickBank('12345678');
    await page.getByText('This bank code is not known.').waitFor();
    await page.getByLabel('Bank code').pressSequentially('Tannw');
    await page.getByLabel('Bank code').fill('Tannw');
    expect(await page.getByText('This bank code is not known.').count()).toBe(0);
    expect(await page.getByLabel('Bank code').getAttribute('aria-invalid')).toBeNull();
    await page.getByRole('option', { name: /^Tannwaldbank/ }).click();
    await login.go();
    await login.fillIn('wrongpin');
    await page.getByText('PIN is wrong').waitFor();
    await page.getByLabel('User name').fill('another');
    expect(await page.getByText('PIN is wrong').count()).toBe(1);
    await page.getByLabel('PIN').fill('123456');
    expect(await page.getByText('PIN is wrong').count()).toBe(0);
  });

  it('asks nothing but the gateway, and sends each step once', async () => {
    const login = await begin();
    const sent: string[] = [];
    login.page.on('request', (request) => {
      const [, operation = request.url()] = /(?:mutation|query) (\w+)/.exec(request.postData() ?? '') ?? [];
      sent.push(operation);
    });
    await login.logIn(TEST_BANK);
    await login.screen('Done');
    expect(sent.filter((operation) => operation !== 'Banks')).toEqual(['Step', 'Step', 'Session']);
  });

  it('says at the field what is wrong, keeps the rest, and never the PIN', async () => {
    const login = await begin();
    await login.logIn(TEST_BANK, 'wrongpin');
    await login.page.getByText('The user name or the PIN is wrong.').waitFor();
    const pin = login.page.getByLabel('PIN');
    expect(await login.focused()).toBe('PIN');
    expect(await pin.getAttribute('aria-invalid')).toBe('true');
    expect(await login.page.locator(`#${(await pin.getAttribute('aria-describedby')) ?? ''}`).innerText()).toMatch(
      /PIN is wrong/,
    );
    expect(await pin.inputValue()).toBe('');
    expect(await login.page.getByLabel('User name').inputValue()).toBe('abcdef');
    expect(await login.page.getByLabel('I agree').isChecked()).toBe(true);

    await pin.fill('123456');
    await login.go();
    await login.screen('Done');
  });

  it('says what has to be filled in', async () => {
    const login = await begin();
    await login.go();
    await login.page.getByText('This field is required.').waitFor();
    expect(await login.focused()).toBe('Bank code');
    await login.pickBank('12345678');
    await login.page.getByText('This bank code is not known.').waitFor();
    expect(await login.page.getByLabel('Bank code').inputValue()).toBe('12345678');
  });

  it.each([
    [
      'the PIN was wrong three times',
      TEST_BANK,
      ['wrongpin', 'wrongpin', 'wrongpin'],
      'max_login_tries',
      /failed too often/,
    ],
    ['there is no account', TEST_BANK, ['noaccounts'], 'no_compatible_accounts', /no fitting account/],
    ['the bank is down', CALM_BANK, ['123456'], 'tech_error', /cannot be reached/],
  ])('ends where %s', async (_, bank, pins, code, reason) => {
    const login = await begin();
    await login.pickBank(bank);
    for (const pin of pins) {
      await login.screen('Log in');
      await login.fillIn(pin);
      await login.page.locator('#screen[aria-busy="false"]').waitFor();
    }
    await login.screen('The login is over');
    expect(await login.page.locator('main').innerText()).toMatch(reason);
    expect((await login.session()).lastError?.code).toBe(code);
  });

  it('can be given up, and then brings about nothing', async () => {
    const login = await begin();
    await login.pickBank(TEST_BANK);
    await login.go('Cancel');
    await login.screen('The login is over');
    expect(await login.page.locator('main').innerText()).toContain('You have cancelled');
    expect(await login.session()).toMatchObject({
      finished: false,
      lastError: { code: 'client_aborted' },
      connection: null,
    });
    expect(await login.connections()).toEqual([]);
  });

  it('says that nothing happened for too long', async () => {
    const login = await begin();
    await login.pickBank(TEST_BANK);
    await login.screen('Log in');
    const tooLong = 20 * 60;
    await gateway.control('clock', { advance: tooLong });
    await login.fillIn('123456');
    await login.screen('The login is over');
    await gateway.control('clock', { advance: -tooLong });
    expect(await login.page.locator('main').innerText()).toContain('has expired');
    expect((await login.session()).lastError?.code).toBe('session_expired');
  });

  it('goes on where it was when it is opened anew', async () => {
    const login = await begin();
    await login.pickBank(TEST_BANK);
    await login.screen('Log in');
    await login.page.reload();
    await login.screen('Log in');
    await login.fillIn('123456');
    await login.screen('Done');
    await login.page.reload();
    await login.screen('Done');
    expect(await login.page.getByRole('listitem').count()).toBeGreaterThan(2);
  });

  it('asks for a TAN, also a second time, and shows what the method needs', async () => {
    const login = await begin();
    await login.logIn(TAN_BANK);
    await login.screen('TAN method');
    expect(await login.focused()).toBe('Optical chipTAN');
    expect(await login.page.getByLabel('iTAN').isDisabled()).toBe(true);
    await login.go();
    await login.page.getByRole('img', { name: /Flicker code/ }).waitFor();
    const bars = () =>
      login.page.evaluate<string>(`[...document.querySelectorAll('.bar')].map((bar) => bar.className).join()`);
    const still = await bars();
    await login.page.getByRole('button', { name: 'Start flickering' }).click();
    await until('the picture moves', async () => (await bars()) !== still);
    await login.page.getByRole('button', { name: 'Stop flickering' }).click();

    await login.go('Back');
    await login.screen('TAN method');
    await login.page.getByLabel('photoTAN').check();
    await login.go();
    const picture = login.page.getByRole('img', { name: 'Picture for the TAN' });
    expect(
      await picture.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth),
    ).toBeGreaterThan(50);
    await login.page.getByLabel('TAN', { exact: true }).fill('999999');
    await login.go();
    await login.page.getByText('The TAN is wrong.').waitFor();
    expect(await login.focused()).toBe('TAN');
    await login.page.getByLabel('TAN', { exact: true }).fill('123456');
    await login.go();
    await login.screen('Done');
  });

  it('waits for an approval, and goes on by itself', async () => {
    const login = await begin();
    await login.logIn(APP_BANK);
    await login.screen('Approval in the app');
    expect(await login.page.getByRole('status').first().innerText()).toContain('We are waiting');
    expect(await login.focused()).toBe('Approval in the app');
    expect(await login.page.getByRole('button', { name: 'Continue' }).count()).toBe(0);
    await login.screen('Done');
    expect((await login.session()).connection?.bankName).toBe('Appfels Direktbank');
  });

  it('can be given up while it waits', async () => {
    const login = await begin();
    await login.logIn(APP_BANK);
    await login.screen('Approval in the app');
    await login.go('Cancel');
    await login.screen('The login is over');
  });

  it('sends the person to the bank’s own page, and notices when they are back', async () => {
    const login = await begin();
    await login.pickBank(REDIRECT_BANK);
    const link = login.page.getByRole('link', { name: /^Go to the bank/ });
    expect(await link.getAttribute('rel')).toContain('noopener');
    const [bank] = await Promise.all([login.page.waitForEvent('popup'), link.click()]);
    await bank.getByText('Logged in').waitFor();
    await bank.close();
    await login.screen('Done');
  });

  it('changes to another way to log in', async () => {
    const login = await begin();
    await login.pickBank(TABS_BANK);
    const tab = login.page.getByRole('button', { name: 'Account number' });
    expect(await tab.getAttribute('aria-pressed')).toBe('false');
    await tab.click();
    await login.page.getByLabel('Account number').fill('1234567');
    expect(await tab.getAttribute('aria-pressed')).toBe('true');
    await login.page.getByLabel('PIN').fill('123456');
    await login.page.getByLabel('I agree').check();
    await login.go();
    await login.screen('Done');
  });

  it('shows and sends only the small form that was picked', async () => {
    const login = await begin();
    await login.logIn(CHOICE_BANK);
    await login.page.getByLabel('Last four digits').waitFor();
    expect(await login.page.getByLabel('Phone number').isVisible()).toBe(false);
    await login.page.getByLabel('Phone', { exact: true }).check();
    expect(await login.page.getByLabel('Phone number').isVisible()).toBe(true);
    expect(await login.page.getByLabel('Last four digits').isVisible()).toBe(false);
    // Not one that looks for banks, or at the session.
    const sent = login.page.waitForRequest((request) => request.postData()?.includes('submitWizardStep') === true);
    await login.go();
    const { variables } = (await sent).postDataJSON() as { variables: { input: { values: object[] } } };
    expect(variables.input.values).toEqual([
      { name: 'identity', value: 'PHONE' },
      { name: 'phone', value: '0' },
    ]);
    await login.screen('Done');
  });

  it('waits for a bank that takes long, and sends what was typed once', async () => {
    const login = await begin();
    await login.pickBank(TEST_BANK);
    const sent: string[] = [];
    await login.page.route('**/graphql', async (route) => {
      const body = route.request().postData() ?? '';
      if (!body.includes('submitWizardStep')) return route.continue();
      sent.push(body);
      if (!body.includes('USER_PIN')) return route.continue();
      await route.fetch();
      const submitWizardStep = { __typename: 'WizardStepPending', pendingFor: 1 };
      return route.fulfill({ json: { data: { submitWizardStep } } });
    });
    await login.fillIn('123456');
    await login.screen('Done');
    expect(sent.map((body) => body.includes('USER_PIN'))).toEqual([true, false]);
    expect(await login.connections()).toHaveLength(1);
  });

  it('asks to type a picture’s digits', async () => {
    const login = await begin();
    await login.logIn(CAPTCHA_BANK);
    await login.page.getByRole('img', { name: /characters/ }).waitFor();
    await login.page.getByLabel('Digits').fill('4711');
    await login.go();
    // With the id of the picture, which is hidden.
    await login.screen('Done');
  });

  it.each([
    ['MULTI', ['Girokonto', 'Kreditkarte']],
    ['SINGLE', ['Sparkonto']],
  ])('takes in only the accounts that were picked: %s', async (accountSelection, wanted) => {
    const login = await begin({ accountSelection });
    await login.logIn(TEST_BANK);
    await login.page.getByLabel('Sparkonto').waitFor();
    const [first = ''] = await login.page.locator('.option').allInnerTexts();
    expect(first).toMatch(/^Girokonto\ncurrent account · DE\d\d( \d{4}){4} \d\d$/);
    for (const account of wanted) await login.page.getByLabel(account).check();
    await login.go();
    await login.screen('Done');
    const descriptions = (await login.session()).connection?.accounts.map(({ description }) => description);
    expect(descriptions?.sort()).toEqual(wanted);
  });

  it('hands out the key for later syncs, once', async () => {
    const login = await begin({ syncMode: 'SHARED' });
    await login.logIn(TEST_BANK);
    expect((await login.page.getByLabel('Your key for later syncs').inputValue()).length).toBeGreaterThan(20);
    await login.page.reload();
    await login.screen('Done');
    expect(await login.page.getByLabel('Your key for later syncs').count()).toBe(0);
  });

  it('needs no mouse', async () => {
    const login = await begin();
    const { keyboard } = login.page;
    expect(await login.focused()).toBe('Country');
    await keyboard.press('Tab');
    await keyboard.type(TEST_BANK);
    await keyboard.press('Enter');
    await login.screen('Log in');
    expect(await login.focused()).toBe('User name');
    await keyboard.type('abcdef');
    await keyboard.press('Tab');
    await keyboard.type('123456');
    await keyboard.press('Tab');
    await keyboard.press('Space');
    await keyboard.press('Tab');
    expect(await login.focused()).toBe('privacy policy (opens a new tab)');
    await keyboard.press('Tab');
    expect(await login.focused()).toBe('Continue');
    await keyboard.press('Enter');
    await login.screen('Done');
    expect(await login.focused()).toBe('Done');
  });

  it('finds a bank without a mouse', async () => {
    const login = await begin();
    const { keyboard } = login.page;
    await keyboard.press('Tab');
    await keyboard.type('Appfels');
    await keyboard.press('Enter');
    await login.page.getByText('Chosen: Appfels Direktbank').waitFor();
    expect(await login.focused()).toBe('Bank code');
    expect(await login.page.getByLabel('Bank code').inputValue()).toBe(APP_BANK);
    await keyboard.press('Enter');
    await login.screen('Log in');
  });

  it('moves through the banks by the arrow keys, past those that are not supported', async () => {
    const login = await begin();
    const { keyboard } = login.page;
    const field = login.page.getByLabel('Bank code');
    const active = async () => {
      const id = await field.getAttribute('aria-activedescendant');
      return id === null ? null : login.page.locator(`#${id} strong`).innerText();
    };
    await keyboard.press('Tab');
    await keyboard.type('bank');
    await login.page.getByText('6 banks found.').waitFor();
    expect(await field.getAttribute('aria-expanded')).toBe('true');
    expect(await active()).toBeNull();
    const names = await login.page.getByRole('option').locator('strong').allInnerTexts();
    await keyboard.press('ArrowUp');
    expect(await active()).toBe(names.at(-1));
    await keyboard.press('ArrowDown');
    expect(await active()).toBe(names[0]);
    await keyboard.press('ArrowDown');
    expect(await active()).toBe(names[1]);
    await keyboard.press('Enter');
    await login.page.getByText(`Chosen: ${names[1] ?? ''}`).waitFor();
    expect(await field.getAttribute('aria-expanded')).toBe('false');
    expect(await login.focused()).toBe('Bank code');

    const banks = [
      { bankCode: '1', name: 'First', city: null, supported: false },
      { bankCode: '2', name: 'Second', city: null, supported: true },
      { bankCode: '3', name: 'Third', city: null, supported: false },
    ];
    await login.page.route(/graphql/, (route) => route.fulfill({ json: { data: { banks } } }));
    await field.fill('anything');
    await login.page.getByText('3 banks found.').waitFor();
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowUp']) {
      await keyboard.press(key);
      expect(await active()).toBe('Second');
    }
    await login.page
      .getByRole('option', { name: /not supported/ })
      .first()
      .click({ force: true });
    expect(await field.inputValue()).toBe('anything');
    await keyboard.press('Escape');
    expect(await login.page.getByRole('listbox').getByRole('option').count()).toBe(0);
  });

  it('speaks the language that the login was begun in, and changes it without losing anything', async () => {
    const login = await begin({ language: 'DE' });
    await login.screen('Welche Bank?');
    expect(await login.page.locator('html').getAttribute('lang')).toBe('de');
    await login.page.getByLabel('Bankleitzahl').fill(TEST_BANK);
    await login.go('Weiter');
    await login.page.getByLabel('Anmeldename').fill('ein Name');
    await login.page.getByLabel('PIN').fill('eine Pin');
    await login.page.getByLabel('Datenschutz').check();
    await login.go('English');
    await login.screen('Log in');
    expect(await login.page.locator('html').getAttribute('lang')).toBe('en');
    expect(await login.page.getByLabel('User name').inputValue()).toBe('ein Name');
    expect(await login.page.getByLabel('PIN').inputValue()).toBe('eine Pin');
    await login.go();
    await login.screen('Done');
    await login.go('Deutsch');
    await login.screen('Geschafft');
    expect(await login.page.getByText(/\d,\d\d\s€/).count()).toBe(3);
  });

  it('leads back to where the person came from, and nowhere else', async () => {
    const ours = await begin({}, '?returnTo=http://localhost:3000/accounts%3Fa=b');
    await ours.go('Cancel');
    const link = ours.page.getByRole('link', { name: 'Back to the application' });
    expect(await link.getAttribute('href')).toBe('http://localhost:3000/accounts?a=b');
    for (const address of ['https://evil.example/', 'javascript:alert(1)', '//evil.example', 'nonsense']) {
      const theirs = await begin({}, `?returnTo=${encodeURIComponent(address)}`);
      await theirs.go('Cancel');
      await theirs.page.getByText('You can close this page.').waitFor();
      expect(await theirs.page.getByRole('link').count()).toBe(0);
    }
  });

  it('keeps what was typed when the gateway cannot be reached, and sends nothing by itself', async () => {
    const login = await begin();
    await login.pickBank(TEST_BANK);
    await login.page.route(/graphql/, (route) => route.abort());
    await login.fillIn('123456');
    await login.page.getByText('No connection. Please try again.').waitFor();
    expect(await login.focused()).toContain('No connection');
    await login.page.unroute(/graphql/);
    expect(await login.page.getByLabel('PIN').inputValue()).toBe('123456');
    await login.go();
    await login.screen('Done');
    expect(browser.takeComplaints().join()).toMatch(/^(Failed to load resource: net::ERR_FAILED,?)+$/);
  });

  it('can be tried again at once, with what was entered since', async () => {
    const login = await begin();
    await login.pickBank(TEST_BANK);
    await login.page.route(/graphql/, (route) => route.abort());
    await login.fillIn('wrongpin');
    await login.page.getByText('No connection.').waitFor();
    await login.page.unroute(/graphql/);
    await login.page.getByLabel('PIN').evaluate((input) => void Object.assign(input, { value: '123456' }));
    await login.go('Try again');
    await login.screen('Done');
    expect(browser.takeComplaints()).not.toEqual([]);
  });

  it('looks first whether a step was taken before it sends it again', async () => {
    const login = await begin();
    await login.pickBank(TAN_BANK);
    await login.screen('Log in');
    const sent: string[] = [];
    await login.page.route(/graphql/, async (route) => {
      sent.push(route.request().postData() ?? '');
      // The answer to the PIN is lost; then the gateway cannot be reached.
      if (sent.at(-1)?.includes('USER_PIN') === true) await route.fetch();
      return route.abort();
    });
    await login.fillIn('123456');
    await login.page.getByText('No connection.').waitFor();
    await login.page.unroute(/graphql/);
    login.page.on('request', (request) => void sent.push(request.postData() ?? ''));
    await login.go('Try again');
    await login.screen('TAN method');
    expect(sent.filter((body) => body.includes('USER_PIN'))).toHaveLength(1);
    expect(browser.takeComplaints()).not.toEqual([]);
  });

  it('can be tried again where the page cannot reach the gateway to begin with', async () => {
    const { key } = await begin();
    const page = await browser.open('about:blank');
    await page.route(/graphql/, (route) => route.abort());
    await page.goto(`${gateway.url}/testbank/connect/${key}`);
    await page.getByText('No connection.').waitFor();
    await page.unroute(/graphql/);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: 'Which bank?' }).waitFor();
    expect(browser.takeComplaints()).not.toEqual([]);
  });

  it('does not take a login for refused whose end cannot be read', async () => {
    const login = await begin();
    await login.pickBank(TEST_BANK);
    await login.page.route(/graphql/, (route) =>
      route.request().postData()?.includes('wizardSession') === true ? route.abort() : route.fallback(),
    );
    await login.fillIn('123456');
    await login.page.getByText('No connection.').waitFor();
    expect(await login.page.locator('main').innerText()).not.toMatch(/login is over/);
    await login.page.unroute(/graphql/);
    await login.go('Try again');
    await login.screen('Done');
    expect(browser.takeComplaints()).not.toEqual([]);
  });

  it('begins anew with what the application asked for', async () => {
    const login = await begin(
      { syncMode: 'NONE', accountSelection: 'SINGLE', bic: 'APFEDEF1XXX' },
      '?returnTo=http://localhost/',
    );
    await login.go('Cancel');
    await login.screen('The login is over');
    await login.go('Log in again');
    await login.screen('Log in');
    expect(login.page.url()).not.toContain(login.key);
    expect(login.page.url()).toContain('?returnTo=');
    expect(await login.page.locator('#consent').innerText()).toMatch(/account that you choose.*Once, now/s);
    await login.fillIn('123456');
    await login.screen('Accounts');
    await login.go();
    await login.screen('Done');
    expect(await login.connections()).toHaveLength(1);
  });

  it('begins anew with a connection that is renewed', async () => {
    const first = await begin();
    await first.logIn(TEST_BANK);
    await first.screen('Done');
    const [id = ''] = await first.connections();
    const { resetBankConnection } = await askAsService<{ resetBankConnection: { wizardSession: Begun } }>(
      gateway,
      'mutation ($id: ID!) { resetBankConnection(input: { id: $id }) { ... on SyncNeedsUser { wizardSession { key transactionId } } } }',
      { id },
    );
    const page = await browser.open(`${gateway.url}/testbank/connect/${resetBankConnection.wizardSession.key}`);
    await page.getByRole('button', { name: 'Abbrechen' }).click();
    await page.getByRole('button', { name: 'Neu anmelden' }).click();
    await page.getByLabel('Anmeldename').fill('abcdef');
    await page.getByLabel('PIN').fill('123456');
    await page.getByLabel('Datenschutz').check();
    await page.getByRole('button', { name: 'Weiter' }).click();
    await page.getByRole('heading', { name: 'Geschafft' }).waitFor();
    expect(await first.connections()).toEqual([id]);
  });

  it('says that it goes on waiting when the gateway cannot be reached', async () => {
    const login = await begin();
    await login.logIn(APP_BANK);
    await login.page.getByText('ask it every second').waitFor();
    await login.page.route(/graphql/, (route) => route.abort());
    await login.page.getByText('The connection is interrupted. We try again in a second.').waitFor();
    await login.page.unroute(/graphql/);
    await login.screen('Done');
    expect(browser.takeComplaints()).not.toEqual([]);
  });

  it('goes on where an answer was lost and the step was taken', async () => {
    const login = await begin();
    await login.pickBank(TEST_BANK);
    await login.screen('Log in');
    const lost: string[] = [];
    await login.page.route(/graphql/, async (route) => {
      const sent = route.request().postData() ?? '';
      if (lost.length > 0 || !sent.includes('USER_PIN')) return route.fallback();
      lost.push(sent);
      await route.fetch();
      return route.abort();
    });
    await login.fillIn('123456');
    await login.screen('Done');
    expect(lost).toHaveLength(1);
    expect(browser.takeComplaints()).toHaveLength(1);
  });

  // A login takes only so many steps in a minute.
  it.each([0, 7])('draws every element that there is, with a label for every field: from form %d', async (first) => {
    const login = await begin();
    await login.logIn(TEST_BANK, 'forms');
    const choice = login.page.getByLabel('Form showcase');
    await choice.waitFor();
    const forms = await choice.locator('option').allInnerTexts();
    expect(forms).toHaveLength(14);
    for (const form of forms.slice(first, first + 7)) {
      await choice.selectOption(form);
      await login.go();
      await choice.waitFor({ state: 'detached' });
      const unlabelled = await login.page.evaluate(
        `[...document.querySelectorAll('input, select')].filter(({ labels }) => !labels[0]?.textContent.trim()).length`,
      );
      expect({ form, unlabelled }).toEqual({ form, unlabelled: 0 });
      expect(await login.page.getByText('cannot show this part').count()).toBe(0);
      await login.go('Back');
      await choice.waitFor();
    }
  });

  it('fits a phone of 360 pixels', async () => {
    const phone = await Browser.start({ width: 360, height: 640 });
    try {
      const login = await Login.begin(gateway, phone, { accountSelection: 'MULTI', syncMode: 'SHARED' });
      const overflow = () => login.page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
      await login.page.getByLabel('Bank code').pressSequentially('bank');
      await login.page.getByText('6 banks found.').waitFor();
      expect(await overflow()).toBe(0);
      await login.logIn(TAN_BANK, 'wrongpin');
      await login.page.getByText('PIN is wrong').waitFor();
      expect(await overflow()).toBe(0);
      await login.fillIn('123456');
      await login.screen('TAN method');
      expect(await overflow()).toBe(0);
      await login.go();
      await login.screen('Enter the TAN');
      expect(await overflow()).toBe(0);
      await login.page.getByLabel('TAN', { exact: true }).fill('123456');
      await login.go();
      await login.screen('Accounts');
      expect(await overflow()).toBe(0);
      for (const box of await login.page.getByRole('checkbox').all()) await box.check();
      await login.go();
      await login.screen('Done');
      expect(await overflow()).toBe(0);
    } finally {
      await phone.close();
    }
  });

  it('leaves no trace of keys and PINs, neither in the browser nor in the log', async () => {
    const pin = 'a-pin-to-look-for';
    const login = await begin();
    await login.logIn(TEST_BANK, pin);
    await login.screen('Done');
    const kept = await login.page.evaluate<string>('JSON.stringify([localStorage, sessionStorage, document.cookie])');
    expect(kept).toBe('[{},{},""]');
    expect(gateway.output).not.toContain(pin);
    expect(gateway.output).not.toContain(login.key);
  });

  it('says that a link opens nothing', async () => {
    const page = await browser.open(`${gateway.url}/testbank/connect/nobody-knows-this`);
    await page.getByRole('heading', { name: 'This link opens nothing' }).waitFor();
    expect(browser.takeComplaints().join()).toContain('404');
  });

  describe('while time is held', () => {
    let held: Browser;

    beforeAll(async () => {
      held = await Browser.start();
      await held.holdTime();
    });
    afterAll(() => held.close());

    it('says for how long it has waited', async () => {
      const login = await Login.begin(gateway, held);
      await login.pickBank(TEST_BANK);
      await login.screen('Log in');
      const release: (() => void)[] = [];
      const released = new Promise<void>((resolve) => void release.push(resolve));
      await login.page.route(/graphql/, async (route) => {
        await released;
        return route.fallback();
      });
      await login.fillIn('123456');
      const status = login.page.locator('#status');
      await login.page.getByText('Please wait').waitFor();
      expect(await status.innerText()).not.toMatch(/\d/);
      await held.passTime(40);
      await until('the seconds are there', async () => /4\d s/.test(await status.innerText()));
      expect(await status.innerText()).toMatch(/up to three minutes/);
      for (const go of release) go();
      await login.screen('Done');
    });

    it('lets nobody try again before the seconds that the gateway asks for are over', async () => {
      const login = await Login.begin(gateway, held);
      await login.pickBank(TEST_BANK);
      await login.screen('Log in');
      const extensions = { code: 'RATE_LIMITED', retryAfterSeconds: 30 };
      await login.page.route(/graphql/, (route) =>
        route.fulfill({ status: 429, json: { errors: [{ message: '', extensions }] } }),
      );
      await login.fillIn('123456');
      await login.page.getByText('That was too fast.').waitFor();
      const again = login.page.getByRole('button', { name: /^Try again/ });
      expect(await again.innerText()).toMatch(/in (30|2\d) s$/);
      expect(await again.isDisabled()).toBe(true);
      await held.passTime(30);
      await until('the button is usable', async () => again.isEnabled());
      expect(await again.innerText()).toBe('Try again');
      await login.page.unroute(/graphql/);
      await again.click();
      await login.screen('Done');
    });
  });
});

describeInBrowser('the bank login page of a gateway that makes no tokens', () => {
  const secret = 'a secret of the test, and long enough';
  const tokenFor = (claims: object) => sign({ sub: 'test', exp: secondsFromNow(600), ...claims }, secret);
  const service = tokenFor({ scope: 'xs2a:service' });
  let gateway: DemoGateway;
  let browser: Browser;

  beforeAll(async () => {
    gateway = await DemoGateway.startWithForeignTokens(secret, { service, bankUser: '' });
    browser = await Browser.start();
  });
  afterAll(async () => {
    await browser.close();
    await gateway.stop();
  });

  it('says that it lacks a token, and takes one from the end of its address', async () => {
    const login = await Login.begin(gateway, browser);
    expect(await login.page.locator('main').innerText()).toContain('lacks a valid token');

    const token = tokenFor({ bank_user_id: login.bankUserId });
    const page = await browser.open(`${gateway.url}/testbank/connect/${login.key}#token=${token}`);
    await page.getByRole('heading', { name: 'Which bank?' }).waitFor();
    expect(page.url()).toBe(`${gateway.url}/testbank/connect/${login.key}`);

    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Log in again' }).click();
    await page.getByRole('heading', { name: 'Which bank?' }).waitFor();
    expect(page.url()).not.toContain(login.key);
    expect(page.url()).not.toContain(token);
  });

  it('does nothing with the token of somebody else', async () => {
    const login = await Login.begin(gateway, browser);
    const other = await Login.begin(gateway, browser);
    const token = tokenFor({ bank_user_id: other.bankUserId });
    const page = await browser.open(`${gateway.url}/testbank/connect/${login.key}#token=${token}`);
    await page.getByRole('heading', { name: 'The login is over' }).waitFor();
  });
});

describeInBrowser('the bank login page of a gateway whose types have a prefix', () => {
  let gateway: DemoGateway;
  let browser: Browser;

  beforeAll(async () => {
    gateway = await DemoGateway.start({ TYPE_PREFIX: 'Xs2a' });
    browser = await Browser.start();
  });
  afterAll(async () => {
    await browser.close();
    await gateway.stop();
  });

  it('leads to a new connection', async () => {
    const { begun } = await gateway.ask<{ begun: { wizardSession: { key: string } } }>(
      'mutation { begun: xs2aCreateBankConnection(input: { language: EN }) { ... on Xs2aCreateBankConnectionSuccess { wizardSession { key } } } }',
    );
    const connections = '{ viewer: xs2aViewer { connections { id } } }';
    const before = await gateway.ask<{ viewer: { connections: unknown[] } }>(connections);
    const page = await browser.open(`${gateway.url}/testbank/connect/${begun.wizardSession.key}`);
    await page.getByLabel('Bank code').fill(TEST_BANK);
    await page.getByRole('button', { name: 'Continue', exact: true }).click();
    await page.getByLabel('User name').fill('abcdef');
    await page.getByLabel('PIN').fill('123456');
    await page.getByLabel('I agree').check();
    await page.getByRole('button', { name: 'Continue', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Done', exact: true }).waitFor();
    const after = await gateway.ask<{ viewer: { connections: unknown[] } }>(connections);
    expect(after.viewer.connections).toHaveLength(before.viewer.connections.length + 1);
  });
});

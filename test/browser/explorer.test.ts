import type { Page } from 'playwright-core';
import { READY_OPERATIONS } from '../../src/http/explorer/operations.js';
import { until } from '../support/until.js';
import { Browser, describeInBrowser } from './browser.js';
import { DemoGateway } from './demo-gateway.js';

interface Answer {
  readonly data?: Readonly<Record<string, unknown>>;
  readonly errors?: unknown;
}

/** Of those that are answered once. */
const TITLES = READY_OPERATIONS.flatMap(({ document }) => /(?:query|mutation) (\w+)/.exec(document)?.[1] ?? []);
const ACCOUNTS = '{ viewer { accounts { description balance { amount { value } } } } }';
const SANDBOX = 'sandbox.embed.apollographql.com';
const SANDBOX_SCRIPTS = 'embeddable-sandbox.cdn.apollographql.com';

/** Does what Apollo's script does as far as the page depends on it: a frame with the operation in its address. */
const SANDBOX_SCRIPT = `
  window.EmbeddedSandbox = class {
    constructor({ target, initialEndpoint, initialSubscriptionEndpoint, initialState: { document: text, variables, headers } }) {
      this.frame = document.createElement('iframe');
      const state = new URLSearchParams({ initialEndpoint, initialSubscriptionEndpoint, text, variables: JSON.stringify(variables), headers: JSON.stringify(headers) });
      this.frame.src = 'https://${SANDBOX}/sandbox/explorer?' + state;
      document.querySelector(target).append(this.frame);
    }
    dispose() { this.frame.remove(); }
  };`;

describeInBrowser('the explorer', () => {
  let gateway: DemoGateway;
  let browser: Browser;

  beforeAll(async () => {
    gateway = await DemoGateway.start();
  });
  afterAll(() => gateway.stop());
  beforeEach(async () => {
    browser = await Browser.start();
  });
  afterEach(() => browser.close());

  it('says what it waits for where packets to Apollo vanish, and whose tokens the operations have', async () => {
    await browser.loseRequestsTo(SANDBOX_SCRIPTS);
    await browser.holdTime();
    const page = await browser.open(gateway.url);
    await page.getByText(/Loading Apollo Sandbox.*GraphiQL/).waitFor();
    expect(await page.locator('.who').innerText()).toMatch(/token.*of Klara Vielkonto, or of a service/);
    // Which it shows by itself after a while.
    await browser.passTime(4);
    await page.waitForURL(/explorer=graphiql/);
  });

  it('shows accounts and balances at the first click, and asks no other host for anything', async () => {
    const page = await browser.open(`${gateway.url}/?explorer=graphiql`);
    const answer = await run(page, 'Overview');

    const { viewer } = await gateway.ask<{ viewer: { accounts: Account[] } }>(ACCOUNTS);
    const shown = JSON.stringify(answer);
    expect(viewer.accounts.length).toBeGreaterThan(5);
    for (const { description, balance } of viewer.accounts.filter(isConnected)) {
      expect(shown).toContain(`"${description}"`);
      expect(shown).toContain(`"${balance.amount.value}"`);
    }
    const visible = await page.locator('.result-window').innerText();
    expect(visible).toMatch(/"description": "Girokonto Alltag"/);
    expect(visible).toMatch(/"value": "2417\.63"/);
    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
    await page.getByRole('button', { name: 'Open settings dialog' }).click();
    await page.getByRole('dialog').waitFor();
    expect(browser.requestsAbroad).toEqual([]);
    expect(browser.complaints).toEqual([]);
  });

  describe('with everything ready to run', () => {
    let everyday: Browser;
    let page: Page;

    beforeAll(async () => {
      everyday = await Browser.start();
      page = await everyday.open(`${gateway.url}/?explorer=graphiql`);
    });
    afterAll(() => everyday.close());

    it.each(TITLES)('has the operation %s', async (title) => {
      const { data, errors } = await run(page, title);
      expect(errors).toBeUndefined();
      const [result] = Object.values(data ?? {}) as { __typename?: string }[];
      expect(result).not.toBeNull();
      expect(result?.__typename ?? 'Success').toMatch(/Success|SyncStarted/);
    });
  });

  it('shows in one tab what a sync in another has changed', async () => {
    const live = await browser.open(`${gateway.url}/?explorer=graphiql`);
    await select(live, 'Live');
    const sent: string[] = [];
    live.on('websocket', (socket) => {
      socket.on('framesent', ({ payload }) => sent.push(String(payload)));
    });
    await live.getByRole('button', { name: /Execute query/ }).click();
    await until('the subscription is sent', () => sent.some((frame) => frame.includes('subscription Live')));
    const other = await browser.open(`${gateway.url}/?explorer=graphiql`);
    expect((await run(other, 'Sync')).data).toMatchObject({ syncBankConnection: { __typename: 'SyncStarted' } });

    await live.bringToFront();
    const shown = await until('the event is shown', async () => {
      const text = await editorText(live, '.result-window');
      return text.includes('turnoversChanged') && text;
    });
    const { data, errors } = JSON.parse(shown) as Answer;
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ turnoversChanged: { months: [{ turnovers: expect.any(Array) as object }] } });
    await live.getByRole('button', { name: 'Stop query' }).click();
    expect(browser.requestsAbroad).toEqual([]);
    expect(browser.complaints).toEqual([]);
  });

  it('is GraphiQL where Apollo cannot be reached', async () => {
    const page = await browser.open(`${gateway.url}/`);
    await page.waitForURL(/explorer=graphiql/);
    expect(await page.getByRole('status').innerText()).toContain('could not be reached');
    expect((await run(page, 'Overview')).errors).toBeUndefined();
    expect(new Set(browser.requestsAbroad.map((url) => new URL(url).host))).toEqual(new Set([SANDBOX_SCRIPTS]));
  });

  it('is GraphiQL where Apollo’s script can be had and its frame says nothing', async () => {
    await browser.standInFor(SANDBOX_SCRIPTS, 'text/javascript', SANDBOX_SCRIPT);
    await browser.standInFor(SANDBOX, 'text/html', 'Nobody is here.');
    await browser.holdTime();
    const page = await browser.open(`${gateway.url}/`);
    await page.locator('#explorer iframe').waitFor();
    await browser.passTime(11);
    await page.waitForURL(/explorer=graphiql/);
  });

  it('is Apollo Sandbox where Apollo can be reached, with the operation that is chosen', async () => {
    await browser.standInFor(SANDBOX_SCRIPTS, 'text/javascript', SANDBOX_SCRIPT);
    await browser.standInFor(SANDBOX, 'text/html', `<script>parent.postMessage('here', '*')</script>`);
    const page = await browser.open(`${gateway.url}/`);
    const first = await sandboxState(page);
    expect(first.get('initialEndpoint')).toBe(`${gateway.url}/graphql`);
    expect(first.get('initialSubscriptionEndpoint')).toBe(`${gateway.url.replace('http', 'ws')}/graphql`);
    expect(first.get('text')).toContain('query Overview');
    expect(JSON.parse(first.get('headers') ?? '')).toEqual({ authorization: `Bearer ${gateway.tokens.bankUser}` });

    await page.getByLabel('Ready operations').selectOption({ label: 'Sync' });
    const { viewer } = await gateway.ask<{ viewer: { connections: { id: string; status: string }[] } }>(
      '{ viewer { connections { id status } } }',
    );
    const connectionId = viewer.connections.find(({ status }) => status === 'ACTIVE')?.id;
    expect(JSON.parse((await sandboxState(page)).get('variables') ?? '')).toEqual({ connectionId });

    await page.getByLabel('Ready operations').selectOption({ label: 'All bank users' });
    const { authorization } = JSON.parse((await sandboxState(page)).get('headers') ?? '') as Record<string, string>;
    expect(authorization).toBe(`Bearer ${gateway.tokens.service}`);
    expect(browser.complaints).toEqual([]);
  });

  it('keeps what was typed, and gives it the tokens of the day', async () => {
    const page = await browser.open(`${gateway.url}/?explorer=graphiql`);
    await run(page, 'Overview');
    await page.locator('.graphiql-query-editor .CodeMirror').click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('# kept');
    await until('the tab is kept', async () => (await tabState(page)).includes('# kept'));
    await page.evaluate(`for (const [key, value] of Object.entries(localStorage))
      localStorage.setItem(key, value.replaceAll('${gateway.tokens.bankUser}', 'yesterday'))`);
    await page.reload();
    expect((await run(page, 'Overview')).errors).toBeUndefined();
    expect(await editorText(page, '.graphiql-query-editor')).toContain('# kept');

    await page.getByRole('button', { name: 'Restore the ready operations' }).click();
    await page.waitForLoadState();
    await page.locator('.graphiql-query-editor .CodeMirror').waitFor();
    expect(await editorText(page, '.graphiql-query-editor')).not.toContain('# kept');
  });
});

interface Account {
  readonly description: string;
  readonly balance: { readonly amount: { readonly value: string } };
}

/** The overview shows accounts below their connections; this one has lost its connection. */
function isConnected({ description }: Account): boolean {
  return description !== 'Altes Sparbuch';
}

/** Runs the operation in the tab of this name, and reads the answer off the page. */
async function run(page: Page, title: string): Promise<Answer> {
  await select(page, title);
  const sent = new RegExp(`(query|mutation) ${title}\\b`);
  const answered = page.waitForResponse((response) => sent.test(response.request().postData() ?? ''));
  await page.getByRole('button', { name: /Execute query/ }).click();
  await answered;
  await page.locator('.graphiql-spinner').waitFor({ state: 'detached' });
  return JSON.parse(await editorText(page, '.result-window')) as Answer;
}

async function select(page: Page, title: string): Promise<void> {
  await page.getByRole('tablist').getByRole('button', { name: title, exact: true }).click();
  // GraphiQL takes a moment to see which operation is in the editor.
  await until(`${title} is open`, async () => activeOperation(await tabState(page)) === title);
}

/** What GraphiQL keeps of its tabs. */
async function tabState(page: Page): Promise<string> {
  return page.evaluate<string>(`localStorage.getItem('xs2a-explorer:graphiql:tabState') ?? '{}'`);
}

function activeOperation(state: string): string | undefined {
  const { tabs, activeTabIndex } = JSON.parse(state) as { tabs?: { operationName?: string }[]; activeTabIndex: number };
  return tabs?.[activeTabIndex]?.operationName;
}

/** All of an editor's text: only the lines in sight are in the page. */
async function editorText(page: Page, place: string): Promise<string> {
  return page.locator(`${place} .CodeMirror`).evaluate((editor) => {
    return (editor as unknown as { CodeMirror: { getValue(): string } }).CodeMirror.getValue();
  });
}

async function sandboxState(page: Page): Promise<URLSearchParams> {
  const src = await page.locator('#explorer iframe').getAttribute('src');
  return new URL(src ?? '').searchParams;
}

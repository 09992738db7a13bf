import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import type { Page } from 'playwright-core';
import { startDemoGateway, type DemoGateway } from '../support/demo-gateway.js';
import { until } from '../support/until.js';
import { Browser, describeInBrowser } from './browser.js';

describeInBrowser('the example page', () => {
  let gateway: DemoGateway;
  let server: ChildProcess;
  let url: string;
  let browser: Browser;

  beforeAll(async () => {
    execFileSync('node_modules/.bin/tsc', ['-p', 'examples/accounts']);
    gateway = await startDemoGateway();
    const env = { PATH: process.env.PATH, PORT: '0', GATEWAY_URL: gateway.url };
    server = spawn(process.execPath, ['examples/accounts/serve.js'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    url = await new Promise<string>((found) => {
      server.stdout?.on('data', (line: Buffer) => {
        found(/http:\S+/.exec(line.toString())?.[0] ?? '');
      });
    });
    browser = await Browser.start();
  });

  afterAll(async () => {
    await browser.close();
    server.kill();
    await gateway.close();
  });

  afterEach(() => browser.closePages());

  async function signIn(token = gateway.demo.bankUserToken): Promise<Page> {
    const page = await browser.open(url);
    await page.getByLabel('Token').fill(token);
    await page.getByRole('button', { name: 'Show' }).click();
    return page;
  }

  const rowsOf = (page: Page) => page.locator('#turnovers tr');

  it('shows accounts with balances, and which banks need the person', async () => {
    const page = await signIn();
    await page.getByRole('heading', { name: 'Klara Vielkonto' }).waitFor();
    const accounts = await page.locator('#accounts button').allInnerTexts();
    expect(accounts.length).toBeGreaterThan(5);
    expect(accounts.every((text) => /\d/.test(text))).toBe(true);
    expect(await page.locator('#actions li').count()).toBeGreaterThan(0);
    expect(browser.takeComplaints()).toEqual([]);
    expect(browser.requestsAbroad).toEqual([]);
  });

  it('pages through the turnovers of an account', async () => {
    const page = await signIn();
    await page.locator('#accounts button', { hasText: 'Girokonto' }).first().click();
    await rowsOf(page).nth(24).waitFor();
    expect(await rowsOf(page).count()).toBe(25);
    await page.getByRole('button', { name: 'More' }).click();
    await rowsOf(page).nth(49).waitFor();
    const rows = await rowsOf(page).allInnerTexts();
    expect(rows).toHaveLength(50);
    expect(rows[0]).toMatch(/^\d{4}-\d\d-\d\d/);
  });

  it('finds turnovers by their text', async () => {
    const page = await signIn();
    await page.locator('#accounts button', { hasText: 'Girokonto' }).first().click();
    await rowsOf(page).first().waitFor();
    await page.getByLabel('Search').fill('zzz no such thing');
    await until('there are no turnovers', async () =>
      (await page.locator('#totals').innerText()).startsWith('0 turnovers'),
    );
    expect(await rowsOf(page).count()).toBe(0);
    expect(await page.getByRole('button', { name: 'More' }).isVisible()).toBe(false);
  });

  it('says in words what is wrong with a token', async () => {
    const refused = await signIn('nonsense');
    await refused.getByText('This token is not valid').waitFor();
    const ofService = await signIn(gateway.demo.serviceToken);
    await ofService.getByText('This is a service token').waitFor();
    browser.takeComplaints();
  });
});

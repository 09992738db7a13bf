import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { Browser, describeInBrowser } from './browser.js';
import { Stage } from './money/stage.js';

/** Where the pictures are; `SCREENSHOTS=write` takes them anew. */
const FOLDER = 'docs/images';
const BEGIN = `mutation { createBankConnection(input: { language: EN, accountSelection: MULTI, historyDays: 90 }) {
  ... on CreateBankConnectionSuccess { wizardSession { key } } } }`;

/** Each picture by its name, with the width and height of the window and how its page is opened. */
const PICTURES: Readonly<
  Record<string, readonly [width: number, height: number, open: (stage: Stage, browser: Browser) => Promise<Page>]>
> = {
  'bank-login.png': [390, 1000, openBankLogin],
  'explorer.png': [1200, 640, openExplorer],
  'money-overview.png': [1200, 1000, openOverview],
  'money-turnovers.png': [390, 1000, openTurnovers],
};

describeInBrowser('the pictures of the documentation', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await Stage.set();
  });
  afterAll(() => stage.clear());

  it('are these', () => {
    expect(readdirSync(FOLDER)).toEqual(Object.keys(PICTURES));
  });

  it.each(Object.entries(PICTURES))(
    'include %s, which can be taken of the program as it is, and is small',
    async (name, [width, height, open]) => {
      const browser = await Browser.start({ width, height });
      const page = await open(stage, browser);
      const taken = await page.screenshot({ animations: 'disabled', caret: 'hide' });
      await browser.close();
      if (process.env.SCREENSHOTS === 'write') writeFileSync(`${FOLDER}/${name}`, taken);
      const kept = readFileSync(`${FOLDER}/${name}`);
      expect(sizeOf(kept)).toEqual([width, height]);
      expect(sizeOf(taken)).toEqual([width, height]);
      expect(kept.length).toBeLessThan(150_000);
    },
  );
});

async function openBankLogin({ gateway }: Stage, browser: Browser): Promise<Page> {
  const { createBankConnection } = await gateway.ask<{ createBankConnection: { wizardSession: { key: string } } }>(
    BEGIN,
  );
  const page = await browser.open(`${gateway.url}/testbank/connect/${createBankConnection.wizardSession.key}`);
  await page.getByLabel('Bank code').fill('wald');
  await page.getByRole('listbox').getByRole('option').first().waitFor();
  return page;
}

/** The explorer that needs no network: the same picture everywhere. */
async function openExplorer({ gateway }: Stage, browser: Browser): Promise<Page> {
  const page = await browser.open(`${gateway.url}/?explorer=graphiql`);
  await page.getByRole('button', { name: /^Execute query/ }).click();
  await page.locator('.result-window', { hasText: 'connections' }).waitFor();
  return page;
}

async function openOverview({ url }: Stage, browser: Browser): Promise<Page> {
  const page = await browser.open(url);
  await page.getByRole('button', { name: 'Klara Vielkonto' }).click();
  await page.locator('.recharts-area-curve').waitFor();
  return page;
}

async function openTurnovers({ url }: Stage, browser: Browser): Promise<Page> {
  const page = await browser.open(`${url}/turnovers`);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.getByRole('button', { name: 'Klara Vielkonto' }).click();
  await page.locator('.day').first().waitFor();
  return page;
}

/** Width and height of a PNG. */
function sizeOf(picture: Buffer): readonly [number, number] {
  expect(picture.subarray(1, 4).toString()).toBe('PNG');
  return [picture.readUInt32BE(16), picture.readUInt32BE(20)];
}

import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { until } from '../../support/until.js';
import { describeInBrowser } from '../browser.js';
import { overflow, PEOPLE, settled, Stage, violations } from './stage.js';

const SCREENS = [
  ['Overview', '/'],
  ['Turnovers', '/turnovers'],
] as const;

const WIDTHS = [360, 768, 1280, 2000];

describeInBrowser('the example frontend', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await Stage.set();
  });
  afterAll(() => stage.clear());
  afterEach(async () => {
    await stage.browser.closePages();
    expect(stage.browser.requestsAbroad).toEqual([]);
    expect(stage.browser.takeComplaints()).toEqual([]);
  });

  describe.each(SCREENS)('%s', (_, path) => {
    it.each(PEOPLE)('is there for %s, at every width, for everybody', async (person) => {
      const page = await stage.open(person, path);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 800 });
        expect({ width, overflow: await overflow(page) }).toEqual({ width, overflow: 0 });
      }
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate('Object.keys(localStorage)')).toEqual([]);
    });
  });

  it.each(SCREENS)('%s is readable in the dark', async (_, path) => {
    const page = await stage.open('Klara Vielkonto', path);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await violations(page)).toEqual([]);
  });

  it('asks the gateway once for a screen', async () => {
    const page = await stage.open('Emil Einkonto', '/');
    expect(await operationsOf(page, () => page.reload())).toEqual(['Connections', 'Home']);
  });

  it('loads less than 250 kB for the first screen, without the charts', async () => {
    // Who has nothing has nothing to draw.
    stage.browser.requests.splice(0);
    await stage.open('Nora Neuling');
    const files = new Set(stage.browser.requests.filter((url) => !/\/(session|graphql)$/.test(url)));
    const sizes = [...files].map(async (url) => gzipSync(await (await fetch(url)).arrayBuffer()).length);
    const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size);
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThan(250_000);
  });

  describe('Overview', () => {
    it('shows what there is in all, per currency, as the graph has it', async () => {
      const { balanceTotals } = await stage.ask<{ balanceTotals: { totals: { value: string; currency: string }[] } }>(
        'Klara Vielkonto',
        '{ balanceTotals { totals { value currency } } }',
      );
      const page = await stage.open('Klara Vielkonto');
      const shown = await page.locator('.totals').innerText();
      for (const { value, currency } of balanceTotals.totals)
        expect(shown).toContain(
          new Intl.NumberFormat('en-US', { style: 'currency', currency }).format(value as Intl.StringNumericLiteral),
        );
    });

    it('draws the charts of the currency that is chosen', async () => {
      const page = await stage.open('Klara Vielkonto');
      const chart = page.getByRole('figure', { name: 'Balance over time' });
      expect(await chart.locator('.recharts-area-curve').getAttribute('d')).toMatch(/^M[\d.,L-]{200,}/);
      await chart.getByRole('button', { name: 'Each account' }).click();
      expect(await chart.locator('.recharts-line-curve').count()).toBeGreaterThan(5);
      await page.getByRole('button', { name: /CHF/ }).click();
      await chart.locator('.recharts-yAxis-tick-labels').getByText('CHF').first().waitFor();
    });
  });

  describe('Turnovers', () => {
    const rows = (page: Page) => page.locator('.day .rows a');

    it('loads page after page while one scrolls, without repeating or losing an entry', async () => {
      const { turnovers } = await stage.ask<{ turnovers: { nodes: { id: string }[] } }>(
        'Klara Vielkonto',
        '{ turnovers(connected: true, first: 150) { nodes { id } } }',
      );
      const page = await stage.open('Klara Vielkonto', '/turnovers');
      await until('three pages are there', async () => {
        await rows(page).last().scrollIntoViewIfNeeded();
        return (await rows(page).count()) >= 150;
      });
      const links = await rows(page).all();
      const paths = await Promise.all(links.map((link) => link.getAttribute('href')));
      const ids = paths.map((path) => decodeURIComponent(path?.replace('/turnovers/', '') ?? ''));
      expect(ids.slice(0, 150)).toEqual(turnovers.nodes.map(({ id }) => id));
    });

    it('searches once, when nothing has been typed for a moment', async () => {
      const page = await stage.open('Klara Vielkonto', '/turnovers');
      const asked = await operationsOf(page, async () => {
        await page.getByLabel('Search').pressSequentially('Schraubenwerk');
        await page.waitForURL(/search=Schraubenwerk/);
        await settled(page);
      });
      expect(asked).toEqual(['Turnovers']);
      const found = await until('only what matches is there', async () => {
        const names = await rows(page).allInnerTexts();
        return names.every((name) => /schraubenwerk/i.test(name)) && names;
      });
      expect(found.length).toBeGreaterThan(10);
    });

    it('says that nothing matches, and shows everything again', async () => {
      const page = await stage.open('Klara Vielkonto', '/turnovers?search=zzz');
      await page.getByText('No turnovers match.').waitFor();
      await page.getByRole('button', { name: 'Clear filters' }).click();
      await rows(page).first().waitFor();
      expect(page.url()).toBe(`${stage.url}/turnovers`);
      expect(await page.getByLabel('Search').inputValue()).toBe('');
    });
  });
});

/** Names of the operations that a page sends meanwhile. */
async function operationsOf(page: Page, work: () => Promise<unknown>): Promise<string[]> {
  const sent: string[] = [];
  page.on('request', (request) => {
    const name = /"operationName":"(\w+)"/.exec(request.postData() ?? '')?.[1];
    if (name !== undefined) sent.push(name);
  });
  await work();
  await page.locator('h1').waitFor();
  await settled(page);
  return sent.sort();
}

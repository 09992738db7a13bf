import { rmSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { until } from '../../support/until.js';
import { describeInBrowser } from '../browser.js';
import { followTour } from './tour.js';
import { operationsOf, overflow, PEOPLE, settled, Stage, violations } from './stage.js';

const SCREENS = ['Overview', 'Turnovers', 'Contracts', 'Banks'] as const;
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

  const rows = (page: Page) => page.locator('.day .rows a');
  const goTo = async (page: Page, screen: (typeof SCREENS)[number]): Promise<void> => {
    await page.getByRole('navigation').getByRole('link', { name: screen }).click();
    await settled(page);
  };

  it.each(PEOPLE)('has every screen for %s, at every width, for everybody', async (person) => {
    const page = await stage.open(person);
    for (const screen of SCREENS) {
      await goTo(page, screen);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 800 });
        expect({ screen, width, overflow: await overflow(page) }).toEqual({ screen, width, overflow: 0 });
      }
      expect({ screen, violations: await violations(page) }).toEqual({ screen, violations: [] });
    }
    expect(await page.evaluate('Object.keys(localStorage)')).toEqual([]);
  });

  it('is readable in the dark and on a phone, in German as well', async () => {
    const page = await stage.open('Klara Vielkonto');
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByLabel('Language').selectOption('Deutsch');
    await page.keyboard.press('Escape');
    expect(await page.locator('html').getAttribute('lang')).toBe('de');
    expect(await page.locator('.totals').innerText()).toMatch(/\d\.\d{3},\d\d\s€/);
    for (const screen of ['Übersicht', 'Umsätze', 'Verträge', 'Banken']) {
      await page.getByRole('navigation').getByRole('link', { name: screen }).click();
      await settled(page);
      expect({ screen, violations: await violations(page) }).toEqual({ screen, violations: [] });
      expect({ screen, overflow: await overflow(page) }).toEqual({ screen, overflow: 0 });
    }
    expect(await page.evaluate('JSON.stringify(localStorage)')).toBe('{"language":"de"}');
    await page.evaluate('localStorage.clear()');
  });

  it('asks the gateway once for a screen', async () => {
    const page = await stage.open('Emil Einkonto');
    expect(await operationsOf(page, () => page.reload())).toEqual(['ConnectionChanges', 'Connections', 'Home']);
    for (const screen of ['Turnovers', 'Contracts', 'Banks'] as const)
      expect(await operationsOf(page, () => goTo(page, screen))).toEqual([screen]);
  });

  it('loads less than 250 kB for the first screen, without the charts', async () => {
    stage.browser.requests.splice(0);
    // Who has nothing has nothing to draw.
    await stage.open('Nora Neuling');
    const files = new Set(stage.browser.requests.filter((url) => !/\/(session|graphql)$/.test(url)));
    const sizes = [...files].map(async (url) => gzipSync(await (await fetch(url)).arrayBuffer()).length);
    const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size);
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThan(250_000);
  });

  it('shows what operations cost', async () => {
    const page = await stage.open('Klara Vielkonto');
    await page.reload();
    await settled(page);
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByLabel('Developer panel').check();
    const row = page.getByRole('row', { name: /^Home/ });
    await row.waitFor();
    const [calls, hits, milliseconds] = await row.getByRole('cell').allInnerTexts();
    // The list of connections, unless another operation of the page was reading it.
    expect(['0', '1']).toContain(calls);
    expect(Number(hits)).toBeGreaterThan(1);
    expect(Number(milliseconds)).toBeGreaterThan(0);
    expect(await violations(page)).toEqual([]);
  });

  describe('Overview', () => {
    it('shows what there is in all, per currency, as the graph has it', async () => {
      const { balanceTotals } = await stage.ask<{ balanceTotals: { totals: { value: string; currency: string }[] } }>(
        'Klara Vielkonto',
        '{ balanceTotals { totals { value currency } } }',
      );
      const page = await stage.open('Klara Vielkonto');
      const shown = await page.locator('.totals').innerText();
      expect(balanceTotals.totals.length).toBeGreaterThan(2);
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

    it('leaves transfers between own accounts out of what comes in and goes out, until they are asked for', async () => {
      const page = await stage.open('Klara Vielkonto');
      const figure = page.getByRole('figure', { name: 'In and out by month' });
      await figure.getByText('Months as a table').click();
      const without = await figure.getByRole('table').innerText();
      await figure.getByLabel('Include transfers between own accounts').check();
      expect(await figure.getByRole('table').innerText()).not.toBe(without);
      expect(without).toMatch(/€\d/);
    });
  });

  describe('Turnovers', () => {
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

    it('finds by amount, direction, status and tag what the graph finds', async () => {
      const filter = 'filter: { minAmount: "20", direction: DEBIT, status: [BOOKED], tags: ["groceries"] }';
      const { turnovers } = await stage.ask<{ turnovers: { totalCount: number } }>(
        'Klara Vielkonto',
        `{ turnovers(connected: true, ${filter}) { totalCount } }`,
      );
      const page = await stage.open('Klara Vielkonto', '/turnovers');
      await page.getByText('Filters').click();
      await page.getByLabel('Least amount').fill('2x');
      await page.getByText('Type an amount such as 12.50.').waitFor();
      await page.getByLabel('Least amount').fill('20,00');
      await page.getByLabel('Direction').selectOption('Money out');
      await page.getByLabel('Status').selectOption('Booked');
      await page.getByRole('combobox', { name: 'Tag', exact: true }).selectOption('groceries');
      await page.getByText(`${turnovers.totalCount} turnovers`).waitFor();
      expect(turnovers.totalCount).toBeGreaterThan(10);
    });

    it('says that nothing matches, and shows everything again', async () => {
      const page = await stage.open('Klara Vielkonto', '/turnovers?search=zzz&min=nonsense');
      await page.getByText('No turnovers match.').waitFor();
      await page.getByRole('button', { name: 'Clear filters' }).click();
      await rows(page).first().waitFor();
      expect(page.url()).toBe(`${stage.url}/turnovers`);
      expect(await page.getByLabel('Search').inputValue()).toBe('');
    });

    it('shows a turnover beside the list, with its contract and its other side, without a mouse', async () => {
      const page = await stage.open('Klara Vielkonto', '/turnovers?search=Sparrate');
      const row = rows(page).filter({ hasText: 'Girokonto' }).first();
      await row.focus();
      await page.keyboard.press('Enter');
      const detail = page.getByRole('dialog', { name: 'Turnover' });
      await detail.getByText('Transfer between own accounts').waitFor();
      expect(await violations(page)).toEqual([]);
      await detail.getByRole('link', { name: /The other side/ }).click();
      await detail.getByText('Tagesgeld · Testbank').waitFor();
      await page.keyboard.press('Escape');
      await page.waitForURL(`${stage.url}/turnovers?search=Sparrate`);
      expect(await detail.count()).toBe(0);
    });
  });

  describe('Contracts', () => {
    it('shows what each is found by, and is where the detail of a payment leads to', async () => {
      const page = await stage.open('Klara Vielkonto', '/turnovers?search=Erkerfenster');
      await rows(page).first().click();
      await page.getByRole('link', { name: /Recurring payment/ }).click();
      const contract = page.locator('details[open]');
      await contract.getByText('Hausverwaltung Erkerfenster').waitFor();
      expect(await contract.getByRole('link').count()).toBeGreaterThan(10);
      expect(await violations(page)).toEqual([]);
      await contract.getByRole('link').first().click();
      await page.getByRole('dialog').getByRole('heading', { name: 'Hausverwaltung Erkerfenster' }).waitFor();
    });
  });

  describe('Banks', () => {
    it('connects a bank through its login, and shows the new accounts', async () => {
      const page = await stage.openAsNewPerson();
      await page.getByRole('button', { name: 'Connect a bank' }).click();
      await page.getByLabel('Bank code').fill('88888888');
      await page.getByRole('button', { name: 'Continue', exact: true }).click();
      await page.getByLabel('User name').fill('abcdef');
      await page.getByLabel('PIN').fill('123456');
      await page.getByLabel('I agree').check();
      await page.getByRole('button', { name: 'Continue', exact: true }).click();
      await page.getByRole('link', { name: 'Back to the application' }).click();
      await page.getByText('Testbank is connected.').waitFor();
      const bank = page.getByRole('region', { name: 'Testbank' });
      await until('three accounts are there', async () => (await bank.getByRole('listitem').count()) === 3);
      await goTo(page, 'Overview');
      await page.getByRole('figure', { name: 'Balance over time' }).waitFor();
      expect(await page.locator('.totals').innerText()).toMatch(/€[\d,]+\.\d\d/);
      await goTo(page, 'Banks');
      expect(await page.getByText('is connected').count()).toBe(0);
    });

    it('says that nothing was connected where the login was given up', async () => {
      const page = await stage.openAsNewPerson();
      await page.getByRole('button', { name: 'Connect a bank' }).click();
      await page.getByRole('button', { name: 'Cancel', exact: true }).click();
      await page.getByRole('link', { name: 'Back to the application' }).click();
      await page.getByText('Nothing was connected.').waitFor();
    });

    it('syncs, and shows what has arrived without a reload', async () => {
      const { accounts } = await stage.ask<{ accounts: { xs2aId: string }[] }>(
        'Emil Einkonto',
        '{ accounts { xs2aId } }',
      );
      const page = await stage.open('Emil Einkonto', '/turnovers');
      const [{ xs2aId } = { xs2aId: '' }] = accounts;
      await stage.gateway.control(`accounts/${xs2aId}/turnovers`, {
        turnovers: [{ amount: -12.34, counterHolder: 'Soeben GmbH', purpose: ['Frisch'] }],
      });
      await goTo(page, 'Banks');
      await page.getByRole('button', { name: 'Sync now' }).click();
      await page.getByText('Synced now').waitFor();
      await goTo(page, 'Turnovers');
      await rows(page).filter({ hasText: 'Soeben GmbH' }).waitFor();
    });

    it('shows a sync that somebody else has asked for, while the list stays where it is', async () => {
      const [{ id, xs2aId, connection }] = (
        await stage.ask<{ accounts: [{ id: string; xs2aId: string; connection: { id: string } }] }>(
          'Emil Einkonto',
          '{ accounts { id xs2aId connection { id } } }',
        )
      ).accounts;
      const page = await stage.open('Emil Einkonto', `/turnovers?account=${encodeURIComponent(id)}`);
      await until('two pages are there', async () => {
        await rows(page).last().scrollIntoViewIfNeeded();
        return (await rows(page).count()) >= 100;
      });
      const last = await rows(page).last().getAttribute('href');
      await stage.gateway.control(`accounts/${xs2aId}/turnovers`, {
        turnovers: [{ amount: -55.5, counterHolder: 'Von anderswo AG', purpose: ['Frisch'] }],
      });
      await stage.gateway.ask(
        'mutation ($id: ID!) { syncBankConnection(input: { id: $id, userPresent: true }) { __typename } }',
        { id: connection.id },
        stage.gateway.tokens.service,
      );
      await rows(page).filter({ hasText: 'Von anderswo AG' }).waitFor();
      expect(await page.locator(`a[href="${last ?? ''}"]`).count()).toBe(1);
    });

    it('marks what is new as seen at once, and as new again where that fails', async () => {
      const page = await stage.open('Emil Einkonto', '/turnovers');
      const marks = page.locator('.badge.new');
      await marks.first().waitFor();
      await page.route(/graphql/, (route) =>
        route.request().postData()?.includes('MarkSeen') === true ? route.abort() : route.fallback(),
      );
      await page.getByRole('button', { name: 'Mark all as seen' }).click();
      await page.getByText('They could not be marked as seen.').waitFor();
      expect(await marks.count()).toBeGreaterThan(0);
      expect(stage.browser.takeComplaints().join()).toMatch(/^Failed to load resource: net::ERR_FAILED$/);

      await page.unroute(/graphql/);
      let answer = (): void => undefined;
      await page.route(/graphql/, async (route) => {
        if (route.request().postData()?.includes('MarkSeen') === true) await new Promise<void>((go) => (answer = go));
        await route.fallback();
      });
      await page.getByRole('button', { name: 'Mark all as seen' }).click();
      await marks.first().waitFor({ state: 'detached' });
      answer();
      await page.reload();
      await rows(page).first().waitFor();
      expect(await marks.count()).toBe(0);
    });

    it('removes a bank with its accounts, after a question', async () => {
      const page = await stage.open('Klara Vielkonto', '/banks');
      const bank = page.getByRole('region', { name: 'Märchenbank' });
      await bank.getByRole('button', { name: 'Remove' }).click();
      expect(await violations(page)).toEqual([]);
      await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
      await bank.getByRole('button', { name: 'Remove' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
      await bank.waitFor({ state: 'detached' });
      await goTo(page, 'Overview');
      expect(await page.getByText('Bausparvertrag').count()).toBe(0);
      const { connections } = await stage.ask<{ connections: unknown[] }>('Klara Vielkonto', '{ connections { id } }');
      expect(connections).toHaveLength(5);
    });

    it('leads to the login that a bank asks for', async () => {
      const page = await stage.open('Klara Vielkonto');
      await page.getByRole('listitem').filter({ hasText: 'Tannwaldbank asks' }).getByRole('button').click();
      await page.waitForURL(/testbank\/connect/);
      await page.getByRole('heading', { name: 'Anmelden' }).waitFor();
    });

    it('does not use up the last attempt unasked', async () => {
      const page = await stage.open('Magnus Kontenreich');
      await page.getByRole('button', { name: 'Sync again' }).click();
      await page.getByRole('button', { name: 'Sync anyway' }).waitFor();
    });
  });

  describe('when something is wrong', () => {
    it('renews a token that is refused, and stays where it is', async () => {
      const page = await stage.open('Klara Vielkonto', '/turnovers?search=Miete');
      let refused = 0;
      await page.route(/graphql/, (route) => {
        if (refused++ > 0) return route.fallback();
        return route.fulfill({ status: 401, contentType: 'application/json', body: '{"errors":[{"message":"no"}]}' });
      });
      const renewed = page.waitForResponse(/session$/);
      await goTo(page, 'Contracts');
      await renewed;
      await page.getByText('Money out').waitFor();
      expect(stage.browser.takeComplaints()).toEqual([expect.stringContaining('401')]);
    });

    it('asks to sign in again where no token is to be had, and leads back', async () => {
      const page = await stage.open('Klara Vielkonto', '/contracts');
      await page.route(/session$/, (route) =>
        route.request().method() === 'GET' ? route.fulfill({ json: { token: null } }) : route.fallback(),
      );
      await page.route(/graphql/, (route) => route.fulfill({ status: 401, json: { errors: [{ message: 'no' }] } }));
      await page.getByRole('link', { name: 'Turnovers' }).click();
      await page.getByText('Your session has ended.').waitFor();
      expect(await violations(page)).toEqual([]);
      await page.unroute(/session$/);
      await page.unroute(/graphql/);
      await page.getByRole('button', { name: 'Klara Vielkonto' }).click();
      await rows(page).first().waitFor();
      expect(page.url()).toBe(`${stage.url}/turnovers`);
      expect(stage.browser.takeComplaints().length).toBeGreaterThan(0);
    });

    it('says in words what is wrong with a token', async () => {
      const page = await stage.openSignedOut();
      const signIn = async (token: string): Promise<void> => {
        await page.getByText('Use a token of your own').click();
        await page.getByLabel('Token').fill(token);
        await page.getByRole('button', { name: 'Sign in' }).click();
      };
      await signIn('nonsense');
      await page.getByText('Your session has ended.').waitFor();
      await signIn(stage.gateway.tokens.service);
      await page.getByText('This is a service token.').waitFor();
      await page.getByRole('button', { name: 'Sign out' }).click();
      await signIn(stage.gateway.tokens.bankUser);
      await page.getByRole('heading', { name: 'Klara Vielkonto' }).waitFor();
      stage.browser.takeComplaints();
    });

    it('says what to do where the gateway does not answer, and goes on when it does', async () => {
      const page = await stage.open('Klara Vielkonto');
      await page.route(/graphql/, (route) => route.abort());
      await page.getByRole('link', { name: 'Contracts' }).click();
      await page.getByText('This could not be loaded.').waitFor();
      expect(await violations(page)).toEqual([]);
      await page.unroute(/graphql/);
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.getByText('Money out').waitFor();
      expect(stage.browser.takeComplaints().join()).toMatch(/^(Failed to load resource: net::ERR_FAILED,?)+$/);
    });

    it('shows what it has while there is no network, and reads it again afterwards', async () => {
      const page = await stage.open('Emil Einkonto');
      await page.context().setOffline(true);
      await page.getByText('You are offline.').waitFor();
      expect(await page.locator('.totals').innerText()).toMatch(/€\d/);
      expect(
        await operationsOf(page, async () => {
          await page.context().setOffline(false);
          await page.getByText('You are offline.').waitFor({ state: 'detached' });
        }),
      ).toEqual(['Home']);
    });

    it('shows the rest where a bank does not answer, and says what is missing', async () => {
      const page = await stage.openAsNewPerson({ accounts: 2, turnovers: 3 }, async ([account]) => {
        for (const part of ['balance', 'turnovers'])
          await stage.gateway.control('faults', {
            path: `/v1/api/accounts/${account}/${part}`,
            kind: 'status',
            status: 500,
          });
      });
      await page.getByText('Some values could not be read.').waitFor();
      await page
        .getByText(/Not included, because they could not be read/)
        .first()
        .waitFor();
      expect(await violations(page)).toEqual([]);
      await goTo(page, 'Turnovers');
      await page
        .getByText(/Not included, because they could not be read/)
        .first()
        .waitFor();
    });
  });

  it('is changed by the tour of the documentation, which adds a report of spending by tag', async () => {
    const folder = followTour();
    try {
      await stage.change(folder);
      const page = await stage.open('Emil Einkonto', '/spending');
      const from = /since (.*)/.exec(await page.locator('h1').innerText())?.[1] ?? '';
      const day = new Date(`${from} UTC`).toISOString().slice(0, 10);
      const { turnovers } = await stage.ask<{ turnovers: { groups: { key: string; totals: { count: number }[] }[] } }>(
        'Emil Einkonto',
        `{ turnovers(filter: { from: "${day}", direction: DEBIT, excludeOwnTransfers: true }) { groups(by: TAG) { key totals { count } } } }`,
      );
      const shown = await page.getByRole('main').getByRole('listitem').allInnerTexts();
      expect(shown.length).toBeGreaterThan(5);
      const expected = turnovers.groups.map(
        ({ key, totals: [total] }) => `${key === '' ? 'no tag' : key} ${total?.count ?? 0} turnovers`,
      );
      expect(shown.map((text) => text.replaceAll(/\s+/g, ' ').replace(/ -€[\d,.]+$/, ''))).toEqual(expected);
      await page.getByRole('link', { name: 'groceries' }).click();
      await rows(page).filter({ hasText: 'groceries' }).first().waitFor();
      expect(await violations(page)).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

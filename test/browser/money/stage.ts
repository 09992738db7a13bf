import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page, Request } from 'playwright-core';
import { Browser } from '../browser.js';
import { DemoGateway } from '../demo-gateway.js';

const AXE = readFileSync(createRequire(__filename).resolve('axe-core/axe.min.js'), 'utf8');

/** People of the test bank, who differ in what they have. */
export const PEOPLE = ['Klara Vielkonto', 'Magnus Kontenreich', 'Emil Einkonto', 'Nora Neuling'] as const;
export type Person = (typeof PEOPLE)[number];

/** `examples/money` as `npm run example` serves it, over one gateway and in one browser. */
export class Stage {
  private constructor(
    readonly gateway: DemoGateway,
    readonly browser: Browser,
    private page: Served,
    private readonly ids: ReadonlyMap<string, string>,
  ) {}

  static async set(): Promise<Stage> {
    execFileSync(process.execPath, ['scripts/build.js', 'money'], { stdio: ['ignore', 'ignore', 'inherit'] });
    const gateway = await DemoGateway.start();
    const page = await serve('examples/money', gateway);
    const { bankUsers } = await gateway.ask<{ bankUsers: { nodes: { id: string; name: string }[] } }>(
      '{ bankUsers { nodes { id name } } }',
      {},
      gateway.tokens.service,
    );
    const ids = new Map(bankUsers.nodes.map(({ id, name }) => [name, id]));
    return new Stage(gateway, await Browser.start(), page, ids);
  }

  get url(): string {
    return this.page.url;
  }

  /** Serves another build of the page from now on. */
  async change(folder: string): Promise<void> {
    this.page.server.kill();
    this.page = await serve(folder, this.gateway);
  }

  /** Opens a screen as somebody who has signed in before. */
  open(person: Person, path = '/'): Promise<Page> {
    return this.openAs(this.ids.get(person) ?? '', path);
  }

  private async openAs(id: string, path: string): Promise<Page> {
    await this.browser.setCookie({ name: 'person', value: id, url: `${this.url}/session` });
    const page = await this.browser.open(this.url + path);
    await page.locator('h1').waitFor();
    await settled(page);
    return page;
  }

  /** As somebody whom nobody has seen before, with what the test bank is told to give them. */
  async openAsNewPerson(
    life: object = { connections: 0, accounts: 0 },
    prepare: (accounts: readonly string[]) => Promise<void> = () => Promise.resolve(),
  ): Promise<Page> {
    const { id, accounts } = await this.gateway.control<{ id: string; accounts: string[] }>('people', {
      name: 'Paula Probe',
      ...life,
    });
    await prepare(accounts);
    return this.openAs(id, '/');
  }

  async openSignedOut(): Promise<Page> {
    await this.browser.clearCookies();
    const page = await this.browser.open(this.url);
    await page.locator('h1').waitFor();
    return page;
  }

  /** What the graph has for a person. */
  ask<T>(person: Person, selection: string): Promise<T> {
    const query = `query ($id: ID!) { bankUser(id: $id) ${selection} }`;
    return this.gateway
      .ask<{ bankUser: T }>(query, { id: this.ids.get(person) }, this.gateway.tokens.service)
      .then(({ bankUser }) => bankUser);
  }

  async clear(): Promise<void> {
    await this.browser.close();
    this.page.server.kill();
    await this.gateway.stop();
  }
}

interface Served {
  readonly url: string;
  readonly server: ChildProcess;
}

async function serve(folder: string, gateway: DemoGateway): Promise<Served> {
  const env = { PATH: process.env.PATH, PORT: '0', GATEWAY_URL: gateway.url };
  const server = spawn(process.execPath, ['node_modules/.bin/vite', 'preview'], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(server.stdout, 'data')) as [Buffer];
  return { url: /http:\S+\d/.exec(line.toString())?.[0] ?? '', server };
}

/** Waits until nothing is loading any more: neither data nor what draws it. */
export async function settled(page: Page): Promise<void> {
  await page.locator('.skeleton').first().waitFor({ state: 'detached' });
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
}

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** What axe finds wrong with a page for people with disabilities. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const found = await page.evaluate<Violation[]>('axe.run().then(({ violations }) => violations)');
  return found.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('\n')}`,
  );
}

/** How far a page is wider than the window. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
}

/** Names of the operations that a page sends meanwhile. */
export async function operationsOf(page: Page, work: () => Promise<unknown>): Promise<string[]> {
  const sent: string[] = [];
  const listen = (request: Request): void => {
    const name = /"operationName":"(\w+)"/.exec(request.postData() ?? '')?.[1];
    if (name !== undefined) sent.push(name);
  };
  page.on('request', listen);
  await work();
  await page.locator('h1').waitFor();
  await settled(page);
  page.off('request', listen);
  return sent.sort();
}

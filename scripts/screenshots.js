import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

// `npm run screenshots`: pictures of the running program for the documentation, in docs/images or another folder.

const [folder = 'docs/images'] = process.argv.slice(2);
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const executablePath = [process.env.CHROMIUM ?? '', ...PLACES].find((path) => existsSync(path));
const DESKTOP = { width: 1200, height: 640 };
const PHONE = { width: 390, height: 1000 };
const TALL = { width: 1200, height: 1000 };

execFileSync(process.execPath, ['scripts/build.js', 'money'], { stdio: ['ignore', 'ignore', 'inherit'] });

const gateway = spawn(process.execPath, ['dist/main.js'], {
  env: { ...process.env, PORT: '0' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
let frontend;
const browser = await chromium.launch({ ...(executablePath && { executablePath }), args: ['--no-sandbox'] });
try {
  mkdirSync(folder, { recursive: true });
  const url = await addressOf(gateway);
  await take('explorer', DESKTOP, (page) => explorer(page, url));
  await take('bank-login', PHONE, (page) => bankLogin(page, url));
  const money = await frontendOver(url);
  await take('money-overview', TALL, (page) => overview(page, money));
  await take('money-turnovers', PHONE, (page) => turnovers(page, money));
} finally {
  await browser.close();
  frontend?.kill();
  gateway.kill();
}

async function take(name, viewport, prepare) {
  const page = await browser.newPage({ viewport });
  await prepare(page);
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled', caret: 'hide' });
  await page.close();
}

/** The one that needs no network: the same picture everywhere. */
async function explorer(page, url) {
  await page.goto(`${url}/?explorer=graphiql`);
  await page.getByRole('button', { name: /^Execute query/ }).click();
  await page.locator('.result-window', { hasText: 'connections' }).waitFor();
}

async function bankLogin(page, url) {
  const { tokens } = JSON.parse(await page.goto(url).then(() => page.locator('#settings').textContent()));
  const query = `mutation { createBankConnection(input: { language: EN, accountSelection: MULTI, historyDays: 90 }) {
    ... on CreateBankConnectionSuccess { wizardSession { key } } } }`;
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${tokens.bankUser}` },
    body: JSON.stringify({ query }),
  });
  const { data } = await response.json();
  await page.goto(`${url}/testbank/connect/${data.createBankConnection.wizardSession.key}`);
  await page.getByLabel('Bank code').fill('wald');
  await page.getByRole('listbox').getByRole('option').first().waitFor();
}

/** `examples/money` as `npm run example` serves it. */
function frontendOver(url) {
  frontend = spawn(process.execPath, ['node_modules/.bin/vite', 'preview'], {
    cwd: 'examples/money',
    // Colours would be within what it says of its address.
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', PORT: '0', GATEWAY_URL: url },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return addressOf(frontend, /Local: +(http:\S+\d)/);
}

async function overview(page, url) {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(url);
  await page.getByRole('button', { name: 'Klara Vielkonto' }).click();
  await page.locator('.recharts-area-curve').waitFor();
}

async function turnovers(page, url) {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto(`${url}/turnovers`);
  await page.getByRole('button', { name: 'Klara Vielkonto' }).click();
  await page.locator('.day').first().waitFor();
}

function addressOf(program, pattern = /listens at (http:\S+)\/graphql/) {
  return new Promise((resolve, reject) => {
    let output = '';
    program.stdout.on('data', (chunk) => {
      output += chunk;
      const [, url] = pattern.exec(output) ?? [];
      if (url !== undefined) resolve(url);
    });
    const late = () => reject(new Error(`It does not say where it listens: ${output}`));
    setTimeout(late, 60_000).unref();
    program.once('exit', (code) => reject(new Error(`It ended with code ${code} before it listened`)));
  });
}

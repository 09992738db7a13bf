import { existsSync } from 'node:fs';
import { chromium, type Browser as Chromium, type BrowserContext, type Page } from 'playwright-core';
import { describeUnless } from '../support/unless.js';

/** The headless shell first: it takes half the processor time of the whole browser. */
const PROGRAMS = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'];
const PLACES = [process.env.CHROMIUM ?? '', ...PROGRAMS.map((name) => `/usr/bin/${name}`)];
const executablePath = PLACES.find((path) => existsSync(path));

/** Whatever is not on this machine cannot be reached. */
const OFFLINE = ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'];
/** Nothing of the browser's own may look like a request of the page. */
const QUIET = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];
const PLAIN = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--lang=en'];

const noChromium =
  executablePath === undefined
    ? 'Chromium is not installed (Debian: apt-get install chromium-headless-shell, or chromium)'
    : undefined;

/** The process of all browsers of a `describeInBrowser`. */
let running: Promise<Chromium> | undefined;

/** Like `describe`, for tests that need Chromium. `CHROMIUM` says where it is. */
export function describeInBrowser(name: string, tests: () => void): void {
  describeUnless(noChromium)(name, () => {
    tests();
    afterAll(async () => {
      await (await running)?.close();
      running = undefined;
    });
  });
}

/** A browser that knows nothing yet, and what its pages asked for and complained about. */
export class Browser {
  /** Of everything that its pages asked for, wherever it was to come from. */
  readonly requests: string[] = [];
  /** Errors of scripts, refusals by the Content-Security-Policy and the like. */
  readonly complaints: string[] = [];

  private constructor(private readonly context: BrowserContext) {
    context.on('request', (request) => void this.requests.push(request.url()));
    context.on('weberror', (error) => void this.complaints.push(error.error().message));
    context.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') this.complaints.push(message.text());
    });
  }

  static async start(viewport = { width: 1280, height: 800 }, { touch = false } = {}): Promise<Browser> {
    running ??= chromium.launch({
      ...(executablePath !== undefined && { executablePath }),
      args: [...OFFLINE, ...QUIET, ...PLAIN],
    });
    const context = await (
      await running
    ).newContext({
      viewport,
      hasTouch: touch,
      isMobile: touch,
      // What moves is drawn anew for each frame.
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(60_000);
    return new Browser(context);
  }

  async open(url: string): Promise<Page> {
    const page = await this.context.newPage();
    await page.goto(url);
    return page;
  }

  async setCookie(cookie: { readonly name: string; readonly value: string; readonly url: string }): Promise<void> {
    await this.context.addCookies([cookie]);
  }

  async clearCookies(): Promise<void> {
    await this.context.clearCookies();
  }

  /** Answers requests to one other host with a text, so that a test never depends on that host. */
  async standInFor(host: string, contentType: string, body: string): Promise<void> {
    await this.context.route(`https://${host}/**`, (route) => route.fulfill({ contentType, body }));
  }

  /** As if packets to a host vanished: nothing from it ever arrives, and nothing says so. */
  async loseRequestsTo(host: string): Promise<void> {
    await this.context.route(`https://${host}/**`, () => undefined);
  }

  /** Lets time pass only as it goes by itself and by `passTime`; to be called before a page is opened. */
  async holdTime(): Promise<void> {
    await this.context.clock.install();
  }

  async passTime(seconds: number): Promise<void> {
    await this.context.clock.fastForward(seconds * 1_000);
  }

  /** Requests that did not stay on this machine. */
  get requestsAbroad(): readonly string[] {
    const local = /^(http:\/\/127\.0\.0\.1[:/]|data:|blob:|about:)/;
    return this.requests.filter((url) => !local.test(url));
  }

  /** The complaints so far, which are forgotten then. */
  takeComplaints(): readonly string[] {
    return this.complaints.splice(0);
  }

  async closePages(): Promise<void> {
    for (const page of this.context.pages()) await page.close();
  }

  async close(): Promise<void> {
    await this.context.close();
  }
}

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';
import { DrawdownClient, type Answer } from '#libs/client';
import { adminTokenFile, tokenIn } from '../../apps/server/src/access/token-files.js';
import { minusmaFile, revisionWith } from '../support/minusma.js';
import { endPrograms, run, startServerProcess, type Program } from '../support/program.js';

/** How long a page may take for what is waited for, beside other work on a slow machine. */
const pageMsMax = 30_000;

/** Debian's Chromium without windows, or the whole of it, which takes three times as long for a page. */
const executables = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'];

const executable = process.env.CHROMIUM ?? executables.find((file) => existsSync(file));

/** The entry that expedited the withdrawal from Ber, for pages of one entry. */
export const expedited = revisionWith({ command: 'expedite-withdrawal', base: 'ber' });

/** Whether there is a browser. Says by name which tests are left out where there is none. */
function hasBrowser(tests: string): boolean {
  if (executable !== undefined && existsSync(executable)) return true;
  process.stderr.write(`LEFT OUT: "${tests}" needs Debian's chromium, which is not here.\n`);
  return false;
}

/** A browser, and a server in a process of its own that keeps its address when it is killed and started again. */
export interface Stage {
  url: string;
  client: DrawdownClient;
  /** Opens a page for somebody who was never here. */
  open(path: string, options?: BrowserContextOptions): Promise<Page>;
  /** Opens a page in the one tab of those tests that only look. */
  visit(path: string): Promise<Page>;
  newContext(options?: BrowserContextOptions): Promise<BrowserContext>;
  /** Sends a command to the mission. Throws where it is not recorded. */
  command(name: string, body: object): Promise<Answer>;
  get(path: string, accept?: string): Promise<string>;
  kill(): Promise<void>;
  /** Holds the server, as a dead line does: its connections stay, and nothing comes. Or lets it go on. */
  hold(isHeld: boolean): void;
  start(): Promise<void>;
  close(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('there is no free port');
  return address.port;
}

/** Opens a server with the withdrawal of MINUSMA, and Debian's Chromium. */
export async function openStage(env: Record<string, string> = {}): Promise<Stage> {
  const dataDir = mkdtempSync(join(tmpdir(), 'drawdown-dashboard-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let server: Program | undefined;
  const start = async (): Promise<void> => {
    server = await startServerProcess(dataDir, ['--port', String(port)], env);
  };
  await start();
  const token = tokenIn(adminTokenFile(dataDir));
  const client = new DrawdownClient({ url, ...(token !== undefined && { token }) });
  const imported = await run(['import', 'minusma', minusmaFile], { DRAWDOWN_URL: url, DATA_DIR: dataDir, ...env });
  if (imported.code !== 0) throw new Error(imported.stderr);
  const browser: Browser = await chromium.launch({
    ...(executable !== undefined && { executablePath: executable }),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  const newContext = async (options: BrowserContextOptions = {}): Promise<BrowserContext> => {
    const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 900 }, ...options });
    context.setDefaultTimeout(pageMsMax);
    return context;
  };
  const kill = async (): Promise<void> => {
    server?.process.kill('SIGKILL');
    await server?.ended;
  };
  let tab: Page | undefined;
  return {
    url,
    start,
    kill,
    hold: (isHeld) => void server?.process.kill(isHeld ? 'SIGSTOP' : 'SIGCONT'),
    newContext,
    async open(path, options) {
      const page = await (await newContext(options)).newPage();
      await page.goto(url + path);
      return page;
    },
    async visit(path) {
      tab ??= await (await newContext()).newPage();
      await tab.goto(url + path);
      return tab;
    },
    client,
    command: (name, body) => client.mission('minusma').command(name, body),
    get: (path, accept) => client.text(path, { ...(accept !== undefined && { accept }) }),
    async close() {
      await browser.close();
      await kill();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** One stage for the tests of a file, and how a test is named that needs it. Without a browser such tests do nothing. */
export function stageFor(
  tests: string,
  env: Record<string, string> = {},
): {
  stage: () => Stage;
  inBrowser: (name: string, test: () => Promise<void>) => void;
} {
  const isHere = hasBrowser(tests);
  let opened: Stage | undefined;
  beforeAll(async () => {
    if (isHere) opened = await openStage(env);
  });
  afterAll(async () => {
    await opened?.close();
    endPrograms();
  });
  return {
    stage: () => {
      if (!opened) throw new Error('the stage is not open');
      return opened;
    },
    inBrowser: (name, test) =>
      it(name, async () => {
        if (isHere) await test();
      }),
  };
}

/** Waits until a page shows all that is to come. */
export const whenWhole = (page: Page): Promise<void> =>
  page.locator('main:not([aria-busy=true]) .panel').first().waitFor();

/** Unfolds all that is folded up on a page that has come whole, and waits for the tables, which are made when they are unfolded. */
export async function unfold(page: Page): Promise<void> {
  await whenWhole(page);
  await page.evaluate('document.querySelectorAll("details").forEach((one) => (one.open = true))');
  await page.locator('details.behind:not(:has(table))').first().waitFor({ state: 'detached' });
}

/** What a download holds. */
export async function downloaded(page: Page, selector: string): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator(selector).first().click()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
}

/** Problems that a page writes to its console, a refused script or style among them. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return complaints;
}

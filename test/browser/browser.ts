import sparticuz from '@sparticuz/chromium';
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from 'playwright-core';
import { foreignHost } from '../harness/parkmate.js';
import { hereMs } from '../../dev/tests/machine.js';

/** Made for functions in a cloud, some of its switches take away what these tests are about. */
const unwanted = [
  '--single-process',
  '--no-zygote',
  '--disable-web-security',
  '--allow-running-insecure-content',
  // A graphics processor played by the main one: half as much work again, for pages that draw nothing with it.
  '--ignore-gpu-blocklist',
  '--in-process-gpu',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
];

/** A phone: the narrowest that people still have. */
export const phone = { width: 360, height: 740 };

/** Files that Bull Board names in advance, which a slow machine needs later than a browser expects. */
const preloaded = /\/admin\/queues\/static\/\S+ was preloaded using link preload/;

/** What a browser says of itself when the line is cut on purpose, the server says no, or plain http is all there is. */
const expected =
  /Failed to load resource|WebSocket connection to|Cross-Origin-Opener-Policy header has been ignored|Origin-Agent-Cluster header|^Service Worker registration blocked/;

/** One Chromium for a suite of tests, each with contexts of its own. */
export class TestBrowser {
  private browser: Browser | undefined;
  private readonly contexts: BrowserContext[] = [];
  /** What pages have complained about. */
  readonly complaints: string[] = [];

  async start(): Promise<void> {
    this.browser = await chromium.launch({
      executablePath: await sparticuz.executablePath(),
      args: [
        ...sparticuz.args.filter((arg) => !unwanted.includes(arg)),
        '--disable-gpu',
        `--host-resolver-rules=MAP ${foreignHost} 127.0.0.1`,
      ],
    });
  }

  /** A browser of somebody: cookies and storage of its own. */
  async person(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    if (!this.browser) throw new Error('the browser is not started');
    const context = await this.browser.newContext({
      viewport: phone,
      // Kept files would hide from tests what the server says; the one that is about them lets them be kept.
      serviceWorkers: 'block',
      // What tests look for is in English, whatever this machine speaks.
      locale: 'en-US',
      ...options,
    });
    context.setDefaultTimeout(hereMs(15_000));
    context.on('page', (page) => {
      this.listen(page);
    });
    this.contexts.push(context);
    return context;
  }

  /** Ends all contexts, and says what their pages have complained about. */
  async closeAll(): Promise<string[]> {
    await Promise.all(this.contexts.splice(0).map((context) => context.close()));
    return this.complaints.splice(0);
  }

  async stop(): Promise<void> {
    await this.browser?.close();
  }

  private listen(page: Page): void {
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => {
      const isComplaint = ['error', 'warning'].includes(message.type());
      const text = message.text();
      if (isComplaint && !expected.test(text) && !preloaded.test(text)) this.complaints.push(text);
    });
    page.on('dialog', (dialog) => {
      this.complaints.push(`a dialog said ${dialog.message()}`);
      void dialog.dismiss();
    });
  }
}

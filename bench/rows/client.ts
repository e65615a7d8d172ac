import type { Page } from 'playwright-core';
import type { Booking } from '../../contract/api/bookings.js';
import { Stage } from '../../test/browser/stage.js';
import { percentile } from '../../test/harness/load.js';
import { filesLoadedFirst, gzipKilobytes, transferKilobytes } from '../measures/first-load.js';
import { BarePage } from '../baselines/bare-page.js';
import { buildSocketIoAlone } from '../baselines/socket-io-alone.js';
import { PaintWatch } from '../pages/painted.js';
import type { Row, Sample } from '../report/row.js';

const toasts = 100;

/** Files that a page requests, without API calls and sockets. */
function filesAskedFor(page: Page): Set<string> {
  const files = new Set<string>();
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (!/^\/(api|socket\.io|favicon)/.test(pathname)) files.add(pathname === '/' ? '/index.html' : pathname);
  });
  return files;
}

/**
 * What a browser asks for by itself for its first screen: the files of the initial load, then those that follow them for toasts and dialogs.
 * @throws unless it begins with exactly the files of the initial load.
 */
async function askedForFirst({ browser, parkmate }: Stage, initial: string[]): Promise<string[]> {
  const context = await browser.person();
  const page = await context.newPage();
  const files = filesAskedFor(page);
  await page.goto(parkmate.url, { waitUntil: 'networkidle' });
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  await context.close();
  const asked = [...files];
  const begins = asked.slice(0, initial.length);
  if (begins.sort().join() !== initial.toSorted().join())
    throw new Error(`The browser begins with ${begins.join(', ')} and not with ${initial.join(', ')}`);
  return asked;
}

async function sizes(stage: Stage): Promise<Sample[]> {
  const baseline = gzipKilobytes(await buildSocketIoAlone());
  const first = filesLoadedFirst();
  const followed = await askedForFirst(stage, first);

  const { context, page } = await stage.enter(stage.user);
  const asked = filesAskedFor(page);
  await page.goto(stage.parkmate.url, { waitUntil: 'networkidle' });
  await context.close();
  return [
    {
      name: 'loaded first',
      value: transferKilobytes(first),
      ...{ unit: 'KB gzip', baseline, goal: { ratioAtMost: 3.3 } },
    },
    {
      name: 'with toasts and dialogs, which follow',
      value: transferKilobytes(followed),
      unit: 'KB gzip',
      baseline,
    },
    { name: 'signed in, with every view', value: transferKilobytes([...asked]), unit: 'KB gzip', baseline },
  ];
}

/** Books, has the payment verified and cancels, so that the page returns to the same state. */
async function verifyOne({ user, owner, lot }: Stage, watch: PaintWatch): Promise<number> {
  const { id, payment } = await user.ok<Booking>('POST', '/bookings', {
    slotId: lot.slots[0]?.id,
    durationSeconds: 3600,
    vehiclePlate: 'B-PM 1',
    paymentMethod: 'cash',
  });
  const ms = await watch.next(() => owner.ok('POST', `/payments/${payment.id}/verify`));
  await user.ok('POST', `/bookings/${id}/cancel`);
  return ms;
}

const openWindow = async ({ browser }: Stage): Promise<Page> =>
  (await browser.person({ viewport: { width: 1280, height: 800 } })).newPage();

async function paints(stage: Stage, bare: BarePage): Promise<Sample[]> {
  // In separate windows: a hidden tab is throttled.
  const [page, barePage] = [await openWindow(stage), await openWindow(stage)];
  const [watch, bareWatch] = [await PaintWatch.on(page), await PaintWatch.on(barePage)];
  await stage.user.signIn(page);
  await barePage.goto(bare.url);
  await bare.connected();

  const ms: number[] = [];
  const bareMs: number[] = [];
  for (let n = 0; n < toasts; n++) {
    ms.push(await verifyOne(stage, watch));
    bareMs.push(
      await bareWatch.next(() => {
        bare.send();
      }),
    );
  }
  const sample = (share: number, goal?: Sample['goal']): Sample => ({
    name: `frame to painted toast p${share * 100}`,
    value: percentile(ms, share),
    unit: 'ms',
    baseline: percentile(bareMs, share),
    ...(goal && { goal }),
  });
  return [sample(0.5), sample(0.99, { atMost: 100 })];
}

export const client: Row = {
  name: 'client',
  about:
    'what the browser loads first, beside socket.io-client alone; ' +
    'web socket frame to painted toast in Chromium, beside a bare page',
  async measure(say) {
    const stage = await Stage.set();
    const bare = await BarePage.open();
    try {
      say('sizes');
      const loaded = await sizes(stage);
      say(`${toasts} toasts, and as many of a bare page`);
      return [...loaded, ...(await paints(stage, bare))];
    } finally {
      bare.close();
      await stage.strike();
    }
  },
};

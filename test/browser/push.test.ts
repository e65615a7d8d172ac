import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import type { BrowserContext, CDPSession, Page, Worker } from 'playwright-core';
import type { PushedNotification } from '../../contract/push.js';
import { useStage } from './stage.js';

interface Standing {
  title: string;
  body: string;
  tag: string;
  lang: string;
  actions: string[];
}

/**
 * A browser without a screen shows no notifications. What it is asked to show is kept as one would keep it: one of each tag. Everything else
 * is the real service worker, and its real event.
 */
const screen = `{
  const shown = new Map();
  Object.assign(self.registration, {
    async showNotification(title, { tag, actions = [], ...options }) {
      shown.set(tag, { title, tag, actions, ...options, close: () => shown.delete(tag) });
    },
    async getNotifications({ tag } = {}) {
      return [...shown.values()].filter((one) => tag === undefined || one.tag === tag);
    },
  });
}`;

describe('A push on a device', function () {
  this.timeout(60_000);
  const stage = useStage();

  let context: BrowserContext;
  let page: Page;
  let devtools: CDPSession;
  let worker: Worker;
  let registrationId: string;

  beforeEach(async () => {
    const { url } = stage().parkmate;
    context = await stage().browser.person({ serviceWorkers: 'allow' });
    page = await context.newPage();
    devtools = await context.newCDPSession(page);
    const registered = new Promise<string>((resolve) => {
      devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
        const [first] = registrations;
        if (first) resolve(first.registrationId);
      });
    });
    await devtools.send('ServiceWorker.enable');
    await page.goto(url);
    await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
    registrationId = await registered;
    const [running] = context.serviceWorkers();
    worker = running ?? (await context.waitForEvent('serviceworker'));
    await worker.evaluate(screen);
    // Nobody looks at ParkMate.
    await page.goto('about:blank');
  });

  const deliver = (message: object) =>
    devtools.send('ServiceWorker.deliverPushMessage', {
      ...{ origin: stage().parkmate.url, registrationId, data: JSON.stringify(message) },
    });
  const standing = () =>
    worker.evaluate<Standing[]>(
      `self.registration.getNotifications().then((all) => all.map(({ title, body, tag, lang, actions }) =>
         ({ title, body, tag, lang, actions: actions.map(({ title }) => title) })))`,
    );
  /** Resolves when what stands there is so. */
  async function stands(isSo: (all: Standing[]) => boolean): Promise<Standing[]> {
    for (;;) {
      const all = await standing();
      if (isSo(all)) return all;
    }
  }

  const warning = (more: Partial<PushedNotification> = {}): PushedNotification => ({
    is: 'notification',
    id: randomUUID(),
    tag: 'booking:1',
    type: 'warning',
    title: 'Booking about to expire',
    message: 'A-02, Riverside: 27 Nov, 14:30',
    link: '/bookings/1',
    language: 'en',
    isUrgent: true,
    createdAt: new Date().toISOString(),
    validUntil: new Date(Date.now() + 300_000).toISOString(),
    renewal: { token: 'x'.repeat(43), seconds: 1_800, price: { amount: 150, currency: 'EUR' } },
    ...more,
  });

  it('shows what it says, with the price of renewing', async () => {
    await deliver(warning());
    const [shown] = await stands(({ length }) => length === 1);
    expect(shown).to.deep.equal({
      title: 'Booking about to expire',
      body: 'A-02, Riverside: 27 Nov, 14:30',
      tag: 'booking:1',
      lang: 'en',
      actions: ['+30 min (€1.50)', 'View'],
    });
  });

  it('takes the place of what it makes untrue', async () => {
    await deliver(warning());
    await stands(({ length }) => length === 1);
    await deliver(warning({ title: 'Booking renewed', renewal: null, validUntil: null }));
    await stands((all) => all.length === 1 && all[0]?.title === 'Booking renewed');
  });

  it('never shows what is no longer true', async () => {
    await deliver(warning({ validUntil: new Date(Date.now() - 1_000).toISOString() }));
    const [shown] = await stands(({ length }) => length === 1);
    expect(shown?.body).to.contain('too late');
    expect(shown?.actions).to.deep.equal([]);
  });

  it('is closed by what is true, unless something else stands there', async () => {
    const first = warning();
    await deliver(first);
    await stands(({ length }) => length === 1);
    const { id, tag, title, link, language } = first;
    await deliver({ is: 'closing', id, tag, title, link, language, message: 'You have seen this.' });
    await stands((all) => all.length === 1 && all[0]?.body === 'You have seen this.');
  });

  it('is closed without a word where a page is in front', async () => {
    const first = warning();
    await deliver(first);
    await stands(({ length }) => length === 1);
    await page.goto(stage().parkmate.url);
    const { id, tag, title, link, language } = first;
    const closing = { is: 'closing', tag, title, link, language, message: 'You have seen this.' };
    await deliver({ ...closing, id: randomUUID() });
    await deliver({ ...closing, id });
    await stands(({ length }) => length === 0);
  });

  it('is subscribed anew when a push service ends that, which a page is told', async () => {
    await page.goto(stage().parkmate.url);
    await page.evaluate(
      `void (window.told = new Promise((resolve) => navigator.serviceWorker.addEventListener('message', ({ data }) => resolve(data))))`,
    );
    const keys = await worker.evaluate<number[][]>(`(async () => {
      const keys = [];
      Object.assign(self.registration.pushManager, {
        subscribe: async ({ applicationServerKey }) => keys.push([...applicationServerKey]),
      });
      const event = new ExtendableEvent('pushsubscriptionchange');
      event.oldSubscription = { options: { applicationServerKey: Uint8Array.of(1, 2, 3) } };
      self.dispatchEvent(event);
      return keys;
    })()`);
    expect(keys).to.deep.equal([[1, 2, 3]]);
    expect(await page.evaluate('window.told')).to.equal('push-subscription-changed');
  });
});

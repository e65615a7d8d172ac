import type { Language } from '../../../contract/languages.js';
import type { PushedClosing, PushedNotification, PushMessage } from '../../../contract/push.js';
import type { Money } from '../../../contract/values.js';
import { deviceTexts, type DeviceTexts } from '../texts/en/device.js';
import { texts as spanish } from '../texts/es/device.js';
import { renewFrom } from './renew.js';

/** What this file uses of a service worker; the types of the DOM are those of a page. */
interface Worker {
  readonly registration: ServiceWorkerRegistration;
  readonly clients: {
    matchAll(options: { type: 'window'; includeUncontrolled: boolean }): Promise<OpenPage[]>;
    openWindow(url: string): Promise<unknown>;
  };
  addEventListener(type: 'push', listener: (event: Pushing) => void): void;
  addEventListener(type: 'notificationclick', listener: (event: Clicked) => void): void;
}
interface OpenPage {
  readonly visibilityState: string;
  readonly focused: boolean;
  focus(): Promise<OpenPage>;
  navigate(url: string): Promise<unknown>;
}
interface Extendable {
  waitUntil(work: Promise<unknown>): void;
}
interface Pushing extends Extendable {
  readonly data: { json(): unknown } | null;
}
interface Clicked extends Extendable {
  readonly action: string;
  readonly notification: Notification;
}

/** What browsers know beyond what the types of the DOM say. */
interface Shown extends NotificationOptions {
  actions?: { action: string; title: string }[];
  renotify?: boolean;
  timestamp?: number;
}

const worker = self as unknown as Worker;

const words: Readonly<Record<Language, DeviceTexts>> = { en: deviceTexts, es: spanish };
const locales: Readonly<Record<Language, string>> = { en: 'en-GB', es: 'es-419' };

const shown = (message: PushMessage): Shown => ({
  body: message.message,
  tag: message.tag,
  lang: message.language,
  dir: 'auto',
  icon: '/icons/192.png',
  badge: '/icons/192.png',
  data: message,
});

const pages = () => worker.clients.matchAll({ type: 'window', includeUncontrolled: true });

async function show(message: PushMessage): Promise<void> {
  // A page in front shows what it is told by itself, and browsers ask for nothing more then.
  if ((await pages()).some(({ visibilityState, focused }) => visibilityState === 'visible' && focused)) {
    await close(message);
    return;
  }
  await (message.is === 'closing' ? replace(message) : notify(message));
}

/** What a message takes the place of. What closes one notification leaves another of its tag alone. */
async function close({ is, id, tag }: PushMessage): Promise<void> {
  for (const standing of await worker.registration.getNotifications({ tag }))
    if (is === 'notification' || (standing.data as PushMessage | null)?.id === id) standing.close();
}

/** Browsers demand that a push shows something: where nothing stands, what is true is said silently. */
async function replace(message: PushedClosing): Promise<void> {
  const standing = await worker.registration.getNotifications({ tag: message.tag });
  const isOther = standing.some(({ data }) => (data as PushMessage | null)?.id !== message.id);
  if (!isOther)
    await worker.registration.showNotification(message.title, { ...shown(message), silent: true });
}

function priceOf({ amount, currency }: Money, language: Language): string {
  const format = new Intl.NumberFormat(locales[language], { style: 'currency', currency });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

async function notify(message: PushedNotification): Promise<void> {
  const { validUntil, renewal, language, isUrgent, createdAt } = message;
  const t = words[language];
  if (validUntil !== null && Date.parse(validUntil) <= Date.now()) {
    await worker.registration.showNotification(message.title, {
      ...shown(message),
      body: t.over,
      silent: true,
    });
    return;
  }
  const price = renewal && priceOf(renewal.price, language);
  const options: Shown = {
    ...shown(message),
    renotify: isUrgent,
    requireInteraction: isUrgent,
    timestamp: Date.parse(createdAt),
    actions: [
      ...(renewal && price !== null
        ? [{ action: 'renew', title: t.renew(Math.round(renewal.seconds / 60), price) }]
        : []),
      ...(message.link === null ? [] : [{ action: 'view', title: t.view }]),
    ],
  };
  await worker.registration.showNotification(message.title, options);
}

async function open(link: string | null): Promise<void> {
  const [page] = await pages();
  if (!page) await worker.clients.openWindow(link ?? '/');
  else {
    await page.focus();
    if (link !== null) await page.navigate(link).catch(() => worker.clients.openWindow(link));
  }
}

worker.addEventListener('push', (event) => {
  const message = event.data?.json() as PushMessage | undefined;
  if (message) event.waitUntil(show(message));
});

worker.addEventListener('notificationclick', (event) => {
  const message = event.notification.data as PushMessage;
  event.notification.close();
  const isRenewal = event.action === 'renew' && message.is === 'notification' && message.renewal !== null;
  event.waitUntil(
    isRenewal
      ? renewFrom(message, words[message.language], (title, body, isSilent) =>
          worker.registration.showNotification(title, {
            ...{ ...shown(message), body, silent: isSilent },
            data: { ...message, renewal: null },
          }),
        )
      : open(message.link),
  );
});

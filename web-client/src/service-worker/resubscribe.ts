/** What this file uses of a service worker; the types of the DOM are those of a page. */
interface Worker {
  readonly registration: ServiceWorkerRegistration;
  readonly clients: {
    matchAll(options: { type: 'window'; includeUncontrolled: boolean }): Promise<OpenPage[]>;
  };
  addEventListener(type: 'pushsubscriptionchange', listener: (event: Changed) => void): void;
}
interface OpenPage {
  postMessage(message: string): void;
}
/** Not every browser says both. */
interface Changed {
  readonly oldSubscription?: PushSubscription | null;
  readonly newSubscription?: PushSubscription | null;
  waitUntil(work: Promise<unknown>): void;
}

const worker = self as unknown as Worker;

/**
 * A push service has ended the subscription, or is about to. There is no session here: a page that is open says the new one to the server,
 * or else the next one that is opened.
 */
async function resubscribe({ oldSubscription, newSubscription }: Changed): Promise<void> {
  const key = oldSubscription?.options.applicationServerKey;
  if (!newSubscription && key)
    await worker.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  const pages = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  for (const page of pages) page.postMessage('push-subscription-changed');
}

worker.addEventListener('pushsubscriptionchange', (event) => {
  event.waitUntil(resubscribe(event));
});

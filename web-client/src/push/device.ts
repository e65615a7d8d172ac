import { putPush, readPush, removePush } from '../http/push.js';

export type DeviceState = 'on' | 'off' | 'blocked' | 'install' | 'unsupported' | 'unavailable';

const isSupported = () => 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;

/** Safari on phones has web push for what is on the home screen alone. */
const isToBeInstalled = () => 'standalone' in navigator && navigator.standalone === false;

const pushManager = async () => (await navigator.serviceWorker.ready).pushManager;

/** Whether this device is told while no page is open. What the browser has subscribed anew is said to the server. */
export async function deviceState(): Promise<DeviceState> {
  if (!isSupported()) return isToBeInstalled() ? 'install' : 'unsupported';
  const { publicKey, subscription: known } = await readPush();
  if (publicKey === null) return 'unavailable';
  if (Notification.permission === 'denied') return 'blocked';
  if (!known || Notification.permission !== 'granted') return 'off';
  const manager = await pushManager();
  const own = await manager.getSubscription();
  if (own?.endpoint !== known.endpoint) await subscribe(manager, publicKey);
  return 'on';
}

/** Asks for the permission, so after a tap alone, and subscribes. @throws where the browser or the server refuses. */
export async function switchOn(): Promise<DeviceState> {
  if ((await Notification.requestPermission()) !== 'granted')
    return Notification.permission === 'denied' ? 'blocked' : 'off';
  const { publicKey } = await readPush();
  if (publicKey === null) return 'unavailable';
  await subscribe(await pushManager(), publicKey);
  return 'on';
}

export async function switchOff(): Promise<DeviceState> {
  await removePush();
  await (await (await pushManager()).getSubscription())?.unsubscribe();
  return 'off';
}

async function subscribe(manager: PushManager, publicKey: string): Promise<void> {
  const options = { userVisibleOnly: true, applicationServerKey: publicKey };
  const made = await manager.subscribe(options).catch(async () => {
    // It was subscribed with another key.
    await (await manager.getSubscription())?.unsubscribe();
    return manager.subscribe(options);
  });
  const { endpoint = '', keys = {} } = made.toJSON();
  await putPush({ endpoint, keys: { p256dh: keys.p256dh ?? '', auth: keys.auth ?? '' } });
}

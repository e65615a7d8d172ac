import type { TokenRenewal } from '../../../contract/api/push.js';
import type { PushedNotification } from '../../../contract/push.js';
import type { DeviceTexts } from '../texts/en/device.js';

/** An answer that was lost is asked for again: under the same key the server gives the same one. */
const waitsMs = [0, 1_000, 3_000, 8_000];
const patienceMs = 8_000;

type Say = (title: string, body: string, isSilent: boolean) => Promise<void>;

/** Renews from the notification, without a session: what comes of it takes its place. */
export async function renewFrom(message: PushedNotification, t: DeviceTexts, say: Say): Promise<void> {
  if (!message.renewal) return;
  await say(t.renewing, message.message, true);
  for (const ms of waitsMs) {
    await new Promise((resolve) => setTimeout(resolve, ms));
    const answer = await ask(message.id, message.renewal.token).catch(() => undefined);
    if (!answer || answer.status === 429 || answer.status >= 500) continue;
    if (!answer.ok) return say(t.failed, t.why, false);
    const { slotCode, lotName, endsAt, timezone } = (await answer.json()) as TokenRenewal;
    const time = new Date(endsAt).toLocaleTimeString(message.language, {
      ...({ timeZone: timezone, hour: '2-digit', minute: '2-digit' } as const),
    });
    return say(t.renewed, t.until(slotCode, lotName, time), true);
  }
  return say(t.failed, t.unknown, false);
}

const ask = (id: string, token: string) =>
  fetch('/api/renewals', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': `device-${id}` },
    body: JSON.stringify({ token }),
    credentials: 'omit',
    signal: AbortSignal.timeout(patienceMs),
  });

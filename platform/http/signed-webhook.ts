import { Webhook } from 'standardwebhooks';
import { postOutbound } from './outbound-request.js';

const timeoutMs = 5_000;

/** Where to send webhooks. */
export interface WebhookAddress {
  url: string;
  /** Base64; what the receiver verifies with. */
  secret: string;
  /** Whether it may be at an address of this machine or of a private network. */
  allowsPrivate: boolean;
}

/**
 * Sends a webhook as Standard Webhooks (https://www.standardwebhooks.com) has it: signed with HMAC-SHA256 over its id, the
 * time of the attempt and the exact body.
 * @param id the same in every attempt, so that the receiver knows what it has.
 * @throws unless it is answered with 2xx within five seconds.
 */
export async function postSignedWebhook(
  { url, secret, allowsPrivate }: WebhookAddress,
  id: string,
  body: string,
): Promise<void> {
  const now = new Date();
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'ParkMate',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
    'webhook-signature': new Webhook(secret).sign(id, now, body),
  };
  const status = await postOutbound({ url, headers, body, timeoutMs, allowsPrivate });
  if (status < 200 || status > 299) throw new Error(`answered ${status}`);
}

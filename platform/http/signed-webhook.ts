import { Webhook } from 'standardwebhooks';
import { postOutbound, type OutboundAnswer } from './outbound-request.js';

const timeoutMs = 5_000;

/** Where to send webhooks. */
export interface WebhookAddress {
  url: string;
  /** Base64; what the receiver verifies with. */
  secret: string;
  /** Whether it may be at an address of this machine or of a private network. */
  allowsPrivate: boolean;
}

/** While secrets are changed, there are several. */
export interface RotatingWebhookAddress extends Omit<WebhookAddress, 'secret'> {
  secrets: readonly string[];
}

/**
 * Makes an attempt to send a webhook as Standard Webhooks (https://www.standardwebhooks.com) has it: signed with HMAC-SHA256
 * over its id, the time of the attempt and the exact body, with each of the secrets.
 * @param id the same in every attempt, so that the receiver knows what it has.
 * @returns whatever it is answered within five seconds. @throws as `postOutbound` does.
 */
export function postSigned(
  { url, secrets, allowsPrivate }: RotatingWebhookAddress,
  id: string,
  body: string,
): Promise<OutboundAnswer> {
  const now = new Date();
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'ParkMate',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, now, body)).join(' '),
  };
  return postOutbound({ url, headers, body, timeoutMs, allowsPrivate });
}

/** Sends a signed webhook. @throws unless it is answered with 2xx. */
export async function postSignedWebhook(
  { secret, ...address }: WebhookAddress,
  id: string,
  body: string,
): Promise<void> {
  const { status } = await postSigned({ ...address, secrets: [secret] }, id, body);
  if (status < 200 || status > 299) throw new Error(`answered ${status}`);
}

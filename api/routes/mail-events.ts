import type { Request } from 'express';
import { Webhook } from 'standardwebhooks';
import { mailEventsBody } from '../../contract/api/mail-events.js';
import { stopReported } from '../../domain/deliveries/mail/stop-reported.js';
import { notFound, unauthenticated } from '../../domain/errors.js';
import { rawBodyOf } from '../http/read-json.js';
import { route, type Route } from '../http/route.js';
import type { Services } from '../services.js';

/** By which a provider of mail says what became of letters after it had taken them. */
export function mailEventRoutes({ env }: Pick<Services, 'env'>): Route[] {
  const secret = env.MAIL_EVENTS_SECRET;
  const webhook = secret === undefined ? undefined : new Webhook(secret);
  return [
    route({
      method: 'post',
      path: '/mail-events',
      tag: 'Mail',
      summary: 'Report bounces and complaints',
      description:
        'For the provider of mail. Signed as Standard Webhooks has it (`webhook-id`, `webhook-timestamp`, `webhook-signature`) with ' +
        '`MAIL_EVENTS_SECRET`, within five minutes; without that setting the address is unknown. Nothing more is sent to an address ' +
        'that is reported. Addresses of nobody are ignored, and a report that comes again does nothing.',
      who: 'anybody',
      body: mailEventsBody,
      answer: { status: 204 },
      problems: [401, 404],
      handle: async ({ db, body, req }) => {
        if (!webhook) throw notFound();
        await stopReported(db, body.events, signedAt(webhook, req));
      },
    }),
  ];
}

/** @throws DomainError `unauthenticated` unless this body was signed with the secret, a moment ago. */
function signedAt(webhook: Webhook, req: Request): Date {
  const of = (name: string) => req.get(name) ?? '';
  const headers = {
    'webhook-id': of('webhook-id'),
    'webhook-timestamp': of('webhook-timestamp'),
    'webhook-signature': of('webhook-signature'),
  };
  try {
    webhook.verify(rawBodyOf(req), headers);
  } catch {
    throw unauthenticated('unauthenticated', 'The signature is missing, wrong or too old.');
  }
  return new Date(Number(headers['webhook-timestamp']) * 1_000);
}

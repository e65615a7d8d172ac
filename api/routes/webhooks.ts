import {
  rotation,
  webhook,
  webhookBody,
  webhookChange,
  webhookDelivery,
  webhooks,
  webhookWithSecret,
} from '../../contract/api/webhooks.js';
import { idParams, page, pageQuery } from '../../contract/values.js';
import type { OwnerLimits } from '../../domain/businesses/owner-limits.js';
import { changeWebhook, deleteWebhook } from '../../domain/deliveries/webhooks/change-webhook.js';
import { checkAddress, checkChangedAddress } from '../../domain/deliveries/webhooks/check-address.js';
import { createWebhook } from '../../domain/deliveries/webhooks/create-webhook.js';
import { listDeliveries } from '../../domain/deliveries/webhooks/list-deliveries.js';
import {
  eventsForWebhooks,
  findWebhook,
  listWebhooks,
} from '../../domain/deliveries/webhooks/list-webhooks.js';
import { rotateSecret } from '../../domain/deliveries/webhooks/rotate-secret.js';
import { sendAgain, testWebhook } from '../../domain/deliveries/webhooks/send-again.js';
import { WebhookSecrets } from '../../domain/deliveries/webhooks/webhook-secrets.js';
import { secretsOf } from '../../platform/process/secret.js';
import { route, type Route } from '../http/route.js';
import type { Services } from '../services.js';

const ofOwner = { tag: 'Webhooks', who: ['owner'] } as const;

/** Where owners' own systems are told what owners are told. `docs/webhooks.md` is for those who write such a system. */
export function webhookRoutes({ env }: Services, limits: OwnerLimits): Route[] {
  const secrets = new WebhookSecrets(secretsOf(env));
  const terms = { allowsPrivate: env.WEBHOOKS_PRIVATE === 'on' };
  return [
    route({
      ...ofOwner,
      method: 'get',
      path: '/webhooks',
      summary: 'List your webhooks, and the events that can be chosen for them',
      answer: { status: 200, schema: webhooks },
      problems: [],
      handle: ({ db, caller }) => listWebhooks(db, caller, limits.webhooksPerOwner),
    }),
    route({
      ...ofOwner,
      method: 'post',
      path: '/webhooks',
      summary: 'Have a system of yours told what you are told',
      description:
        'Each message is a POST, signed with the `secret` that this answer tells once. The address must be a public one, ' +
        'which is checked now and whenever something is sent. 409 `too_many_webhooks` when you have as many as one owner may.',
      body: webhookBody(eventsForWebhooks),
      answer: { status: 201, schema: webhookWithSecret },
      problems: [409],
      prepare: ({ body }) => checkAddress(body.url, terms),
      handle: ({ db, caller, body, prepared }) =>
        createWebhook(db, caller, { ...prepared, events: body.events }, { secrets, limits }),
    }),
    route({
      ...ofOwner,
      method: 'post',
      path: '/webhooks/:id/rotate-secret',
      summary: 'Give a webhook another secret',
      description:
        'For 24 hours messages are signed with the old one too, unless it is revoked: the header then has two signatures.',
      params: idParams,
      body: rotation,
      answer: { status: 200, schema: webhookWithSecret },
      problems: [404],
      handle: ({ db, caller, params, body }) =>
        rotateSecret(db, caller, params.id, { secrets, revoke: body.revoke }),
    }),
    route({
      ...ofOwner,
      method: 'post',
      path: '/webhooks/:id/test',
      summary: 'Send a webhook a message that says nothing',
      description:
        'It is sent within a second; its delivery says what came of it. 409 `webhook_off` where it is switched off.',
      params: idParams,
      answer: { status: 201, schema: webhookDelivery },
      problems: [404, 409],
      handle: ({ db, caller, params }) => testWebhook(db, caller, params.id),
    }),
    route({
      ...ofOwner,
      method: 'get',
      path: '/webhooks/:id/deliveries',
      summary: 'List what was sent to a webhook, or is to be, with every attempt',
      params: idParams,
      query: pageQuery,
      answer: { status: 200, schema: page(webhookDelivery) },
      problems: [404],
      handle: ({ db, caller, params, query }) => listDeliveries(db, caller, params.id, query),
    }),
    route({
      ...ofOwner,
      method: 'post',
      path: '/webhook-deliveries/:id/send-again',
      summary: 'Send a message to a webhook once more',
      description:
        'Under the same id, within a second. 409 `webhook_off` where the webhook is switched off, `out_of_date` for what is no longer true.',
      params: idParams,
      answer: { status: 200, schema: webhookDelivery },
      problems: [404, 409],
      handle: ({ db, caller, params }) => sendAgain(db, caller, params.id),
    }),
    route({
      ...ofOwner,
      method: 'get',
      path: '/webhooks/:id',
      summary: 'Look at a webhook',
      params: idParams,
      answer: { status: 200, schema: webhook },
      problems: [404],
      handle: ({ db, caller, params }) => findWebhook(db, caller, params.id),
    }),
    route({
      ...ofOwner,
      method: 'patch',
      path: '/webhooks/:id',
      summary: 'Change a webhook, or switch it off or on',
      description: 'What is due and still true is sent when it is switched on again.',
      params: idParams,
      body: webhookChange(eventsForWebhooks),
      answer: { status: 200, schema: webhook },
      problems: [404],
      prepare: ({ db, caller, params, body }) => checkChangedAddress(db, caller, params.id, body.url, terms),
      handle: ({ db, caller, params, body, prepared }) =>
        changeWebhook(db, caller, params.id, body, prepared),
    }),
    route({
      ...ofOwner,
      method: 'delete',
      path: '/webhooks/:id',
      summary: 'Remove a webhook',
      params: idParams,
      answer: { status: 204 },
      problems: [404],
      handle: ({ db, caller, params }) => deleteWebhook(db, caller, params.id),
    }),
  ];
}

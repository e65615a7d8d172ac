import type { Webhook, Webhooks } from '../../../contract/api/webhooks.js';
import type { Language } from '../../../contract/languages.js';
import type { Database } from '../../../platform/postgres/database.js';
import { statement } from '../../../platform/postgres/statement.js';
import type { Caller } from '../../accounts/caller.js';
import { notFound } from '../../errors.js';
import { eventsHeardBy } from '../heard-events.js';
import { webhookFields } from './webhook-view.js';

const list = statement(
  'list-webhooks',
  `SELECT ${webhookFields} FROM webhooks WHERE user_id = $1 ORDER BY webhooks.id`,
);
const find = statement(
  'find-webhook',
  `SELECT ${webhookFields} FROM webhooks WHERE user_id = $1 AND webhooks.id = $2`,
);
const languageOf = statement('language-for-webhooks', 'SELECT language FROM users WHERE id = $1');

/** The events that webhooks may be told of: what owners are told of. */
export const eventsForWebhooks: readonly string[] = eventsHeardBy('owner').map(({ event }) => event);

/** The caller's webhooks, and what more they may have. @param most how many one owner may have; 0: no bound. */
export async function listWebhooks(db: Database, { userId }: Caller, most: number): Promise<Webhooks> {
  const items = await db.query<Webhook>(list, [userId]);
  const [reader] = await db.query<{ language: Language }>(languageOf, [userId]);
  const language = reader?.language ?? 'en';
  return {
    items,
    most: most === 0 ? null : most,
    events: eventsHeardBy('owner').map(({ event, definition }) => ({
      event,
      title: definition.title[language],
    })),
  };
}

/** @throws DomainError `not_found`. */
export async function findWebhook(db: Database, { userId }: Caller, webhookId: string): Promise<Webhook> {
  const [row] = await db.query<Webhook>(find, [userId, webhookId]);
  if (!row) throw notFound('webhook');
  return row;
}

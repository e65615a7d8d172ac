import { endOfConnection } from '../connections/record-connections.js';
import { anyEvent } from './preferences.entity.js';

/** A page in front shows what it is told within this time, and says so: then nothing else is sent. */
const secondsToShow = 3;

const isConnected = (userId: string) => `EXISTS (
  SELECT FROM device_connections LEFT JOIN gateways ON gateways.id = gateway_id
  WHERE user_id = ${userId} AND disconnected_at IS NULL AND (${endOfConnection('device_connections', 'gateways')}) IS NULL
)`;

/**
 * The slow channels over which a person may be told of an event, in SQL: a row (channel, target, provider, seconds) for each, in
 * so many seconds. The person's choices go before the catalogue. A warning goes at once to whom no device is connected.
 * Webhooks are no persons: each that is switched on and wants the event is told at once.
 * @param told the alias of what is told: `user_id`, `event`, `priority`, and in `reach` the channels that this installation has
 */
export const waysToReach = (told: string) => `
  SELECT channel, target, provider,
         CASE WHEN channel = 'webhook' THEN wanted.seconds
              WHEN ${isConnected(`${told}.user_id`)} THEN greatest(wanted.seconds, ${secondsToShow})
              WHEN ${told}.priority = 0 THEN 0
              ELSE wanted.seconds END AS seconds
  FROM (
    SELECT 'email' AS channel, '' AS target, 'email' AS provider FROM users
    WHERE users.id = ${told}.user_id AND email_verified_at IS NOT NULL AND mail_stopped_at IS NULL
    UNION ALL
    SELECT 'push', push_subscriptions.id::text, push_subscriptions.provider FROM push_subscriptions
    WHERE push_subscriptions.user_id = ${told}.user_id
    UNION ALL
    SELECT 'webhook', webhooks.id::text, 'webhook:' || webhooks.id FROM webhooks
    WHERE webhooks.user_id = ${told}.user_id AND disabled_at IS NULL AND (events IS NULL OR ${told}.event = ANY (events))
  ) AS way
  CROSS JOIN LATERAL (
    SELECT CASE (SELECT coalesce(choices -> ${told}.event -> channel, choices -> '${anyEvent}' -> channel) FROM preferences WHERE preferences.user_id = ${told}.user_id)
             WHEN 'true' THEN coalesce((${told}.reach ->> channel)::float8, 0)
             WHEN 'false' THEN NULL
             ELSE (${told}.reach ->> channel)::float8 END AS seconds
  ) AS wanted
  WHERE ${told}.reach ? channel AND wanted.seconds IS NOT NULL`;

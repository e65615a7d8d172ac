import { Counter, Histogram } from 'prom-client';
import { latenessBuckets } from '../../platform/observability/buckets.js';
import type { LiveMessage } from './live-message.js';
import type { StoredEvent } from './read-pending-events.js';

const eventToNotification = new Histogram({
  name: 'parkmate_event_to_notification_seconds',
  help: 'Time from an event until its notifications were committed, by the clock of the database.',
  buckets: latenessBuckets,
});

const notificationsWritten = new Counter({
  name: 'parkmate_notifications_written_total',
  help: 'Notifications that were written, by event.',
  labelNames: ['event'],
});

const notificationsSuperseded = new Counter({
  name: 'parkmate_notifications_superseded_total',
  help: 'Notifications that were no longer true before their users had read them.',
});

const eventFailures = new Counter({
  name: 'parkmate_event_failures_total',
  help: 'Failed attempts to write the notifications of an event, such as for an invalid payload.',
});

/**
 * Of two workers that were given the same event, both measure it, though one has written it: this is rare.
 * @param events whose notifications are all committed now.
 * @param readAt when their age was read, in milliseconds of the monotonic clock.
 */
export function measureWritten(
  events: readonly StoredEvent[],
  messages: readonly LiveMessage[],
  readAt: number,
): void {
  const sinceReadSeconds = (performance.now() - readAt) / 1_000;
  for (const { ageSeconds } of events) eventToNotification.observe(ageSeconds + sinceReadSeconds);
  const counts = new Map<string, number>();
  for (const message of messages) {
    if (message.name !== 'notification') continue;
    const { event } = message.body;
    counts.set(event, (counts.get(event) ?? 0) + 1);
  }
  for (const [event, count] of counts) notificationsWritten.inc({ event }, count);
}

export function measureSuperseded(count: number): void {
  notificationsSuperseded.inc(count);
}

export function measureFailures(count: number): void {
  eventFailures.inc(count);
}

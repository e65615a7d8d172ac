import { randomUUID } from 'node:crypto';
import webPush from 'web-push';
import type { PushedNotification } from '../../contract/push.js';
import type { Caller } from '../../domain/accounts/caller.js';
import type { BookingRecord } from '../../domain/bookings/booking-view.js';
import { noBookingLimits } from '../../domain/bookings/booking-limits.js';
import { warnDueBookings } from '../../domain/bookings/warn-bookings.js';
import { deliverTo } from '../../domain/deliveries/deliver.js';
import { notify } from '../../domain/notifications/notify.js';
import { pushChannel, type PushOptions } from '../../worker/channels/push.js';
import { openDomain, silentLog, type Domain } from './domain.js';
import { PushService, type Device } from './push-service.js';

interface Row extends Record<string, unknown> {
  status: string;
  reason: string | null;
  attempts: number;
  lastError: string | null;
}

/** A driver with a device, and the channel that leads to it, on a domain without processes. */
export class PushScene {
  readonly keys = { ...webPush.generateVAPIDKeys(), subject: 'mailto:admin@parkmate.example' };
  user!: Caller;
  device!: Device;
  private slotIds: string[] = [];

  private constructor(
    readonly domain: Domain,
    readonly service: PushService,
  ) {}

  static async open(): Promise<PushScene> {
    const [domain, service] = await Promise.all([openDomain(), PushService.start()]);
    return new PushScene(domain, service);
  }

  async close(): Promise<void> {
    await Promise.all([this.domain.close(), this.service.stop()]);
  }

  /** Another driver, with a device; what there was is forgotten. */
  async reset(): Promise<void> {
    await this.domain.query(
      'TRUNCATE deliveries, delivery_providers, notifications, push_subscriptions, standing_pushes, renewal_tokens CASCADE',
    );
    this.service.reset();
    this.user = await this.domain.account('user');
    this.slotIds = (await this.domain.lot(5)).lot.slots.map(({ id }) => id);
    this.device = await this.subscribe();
  }

  get provider(): string {
    return `push:${this.service.host}`;
  }

  private async subscribe(): Promise<Device> {
    const device = this.service.subscribe();
    const sessionId = randomUUID();
    await this.domain.query('INSERT INTO sessions (id, user_id) VALUES ($1, $2)', [
      sessionId,
      this.user.userId,
    ]);
    await this.domain.query(
      `INSERT INTO push_subscriptions (user_id, session_id, endpoint, provider, p256dh, auth) VALUES ($1, $2, $3, $4, $5, $6)`,
      [this.user.userId, sessionId, device.endpoint, this.provider, device.keys.p256dh, device.keys.auth],
    );
    return device;
  }

  /** Sends what is due. */
  async run(more: Partial<PushOptions> = {}): Promise<void> {
    const { domain, keys, service } = this;
    await deliverTo(domain.db, this.provider, {
      channel: pushChannel({
        ...{ db: domain.db, keys, hosts: [service.host], ca: service.ca },
        ...{ renewals: { minSeconds: 60, maxSeconds: 86_400, limits: noBookingLimits } },
        ...more,
      }),
      ...{ longestMs: 5_000, signal: new AbortController().signal },
    });
  }

  rows(): Promise<Row[]> {
    return this.domain.query<Row>(
      'SELECT status, reason, attempts, last_error AS "lastError" FROM deliveries ORDER BY id',
    );
  }

  /** Writes what was announced into inboxes, and lets what comes of it be due at once. */
  async tell(): Promise<void> {
    await notify(this.domain.db, this.domain.announced.splice(0), silentLog, ['push']);
    await this.domain.query(
      `UPDATE deliveries SET due_at = now() - interval '1 second' WHERE ended_at IS NULL`,
    );
  }

  /** A booking that has just been warned of, with so many seconds left. */
  async warned(secondsLeft = 240): Promise<BookingRecord> {
    const { domain } = this;
    const booking = await domain.book(this.user, this.slotIds.pop() ?? '', 3_600);
    await domain.query(
      `UPDATE bookings SET starts_at = now() - interval '1 hour', ends_at = now() + $2 * interval '1 second', warn_at = now() - interval '1 second' WHERE id = $1`,
      [booking.id, secondsLeft],
    );
    const { eventIds } = await warnDueBookings(domain.db, 100);
    domain.announced.push(...eventIds);
    await this.tell();
    return booking;
  }

  received(): PushedNotification[] {
    return this.service.pushed.map(({ message }) => message as PushedNotification);
  }
}

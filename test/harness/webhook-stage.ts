import { randomBytes } from 'node:crypto';
import type { Caller } from '../../domain/accounts/caller.js';
import type { BookingRecord } from '../../domain/bookings/booking-view.js';
import { deliverTo } from '../../domain/deliveries/deliver.js';
import { WebhookSecrets } from '../../domain/deliveries/webhooks/webhook-secrets.js';
import { notify } from '../../domain/notifications/notify.js';
import { webhookChannel } from '../../worker/channels/webhook.js';
import { openDomain, silentLog, type Domain } from './domain.js';
import { WebhookReceiver } from './webhook-receiver.js';

interface Delivery {
  status: string;
  reason: string | null;
  attempts: number;
  lastError: string | null;
}

interface Given {
  url?: string;
  events?: string[];
  of?: Caller;
}

/** An owner with webhooks at a receiver that is real, on the domain without processes. */
export class WebhookStage {
  readonly secrets = new WebhookSecrets([randomBytes(48).toString('base64')]);
  readonly secret = this.secrets.make();
  owner!: Caller;
  user!: Caller;
  private slotIds: string[] = [];

  private constructor(
    readonly domain: Domain,
    readonly receiver: WebhookReceiver,
  ) {}

  static async open(): Promise<WebhookStage> {
    return new WebhookStage(await openDomain(), await WebhookReceiver.start());
  }

  async close(): Promise<void> {
    await Promise.all([this.domain.close(), this.receiver.stop()]);
  }

  /** Nothing that was before is there, and other people come. */
  async clear(): Promise<void> {
    this.receiver.reset();
    await this.domain.query('TRUNCATE deliveries, delivery_providers, notifications, webhooks CASCADE');
    const { owner, lot } = await this.domain.lot(5);
    this.owner = owner;
    this.slotIds = lot.slots.map(({ id }) => id);
    this.user = await this.domain.account('user');
    this.domain.announced.length = 0;
  }

  /** @returns the id of a new webhook. */
  async webhook({ url = this.receiver.url, events, of = this.owner }: Given = {}): Promise<string> {
    const [row] = await this.domain.query<{ id: string }>('SELECT uuidv7() AS id');
    const id = row?.id ?? '';
    await this.domain.query(
      'INSERT INTO webhooks (id, user_id, url, events, secret) VALUES ($1, $2, $3, $4, $5)',
      [id, of.userId, url, events ?? null, this.secrets.seal(this.secret, id)],
    );
    return id;
  }

  /** Tells all that has happened. */
  async tell(): Promise<void> {
    await notify(this.domain.db, this.domain.announced.splice(0), silentLog, ['webhook']);
  }

  async booked(): Promise<BookingRecord> {
    const booking = await this.domain.book(this.user, this.slotIds.pop() ?? '');
    await this.tell();
    return booking;
  }

  /** Sends what is due at a webhook. */
  run(id: string, { allowsPrivate = true } = {}): Promise<boolean> {
    const { domain, secrets } = this;
    return deliverTo(domain.db, `webhook:${id}`, {
      channel: webhookChannel({ db: domain.db, secrets, allowsPrivate, log: silentLog }),
      longestMs: 2_000,
      signal: new AbortController().signal,
    });
  }

  async makeDue(): Promise<void> {
    await this.domain.query(
      `UPDATE deliveries SET due_at = now() - interval '1 second' WHERE ended_at IS NULL`,
    );
    await this.domain.query('UPDATE delivery_providers SET down_until = NULL');
  }

  deliveries(): Promise<Delivery[]> {
    return this.domain.query<Delivery & Record<string, unknown>>(
      `SELECT d.status, d.reason, d.attempts, d.last_error AS "lastError"
       FROM deliveries d LEFT JOIN notifications n ON n.id = notification_id ORDER BY n.seq, d.id`,
    );
  }

  attempts(): Promise<{ status: number | null; error: string | null }[]> {
    return this.domain.query('SELECT status, error FROM webhook_attempts ORDER BY id');
  }

  async state(id: string) {
    const [row] = await this.domain.query<{ reason: string | null; failures: number; failing: boolean }>(
      `SELECT disabled_reason AS reason, failures, failing_since IS NOT NULL AS failing FROM webhooks WHERE id = $1`,
      [id],
    );
    return row;
  }

  /** How far ahead a time of what is due lies. */
  async secondsUntil(what: 'due_at' | 'down_until'): Promise<number | undefined> {
    const [row] = await this.domain.query<{ seconds: number }>(
      `SELECT extract(epoch FROM max(${what}) - now())::float8 AS seconds
       FROM deliveries JOIN delivery_providers USING (provider) WHERE status = 'due'`,
    );
    return row?.seconds;
  }
}

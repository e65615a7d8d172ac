import type { Caller } from '../../domain/accounts/caller.js';
import type { Channel } from '../../domain/deliveries/channel.js';
import { deliverTo } from '../../domain/deliveries/deliver.js';
import { notify } from '../../domain/notifications/notify.js';
import { openDomain, silentLog, type Domain } from './domain.js';
import { MailServer } from './mail-server.js';
import { openEmail } from '../../worker/channels/email.js';

export const secrets = ['a secret of this test, and of no other', 'another one'] as const;
export const origin = 'https://parkmate.example';

interface Row {
  id: string;
  status: string;
  attempts: number;
  lastError: string | null;
}

/** The domain, an SMTP server, and the channel between them, with a new user before each test. */
export class EmailTest {
  readonly slots: string[] = [];
  user!: Caller;
  address = '';
  channel!: Channel;

  private constructor(
    readonly domain: Domain,
    readonly server: MailServer,
  ) {}

  static async open(): Promise<EmailTest> {
    const test = new EmailTest(await openDomain(), await MailServer.start());
    test.slots.push(...(await test.domain.lot(40)).lot.slots.map(({ id }) => id));
    return test;
  }

  async begin(): Promise<void> {
    const { domain, server } = this;
    server.reset();
    await domain.query('TRUNCATE deliveries, delivery_providers, notifications CASCADE');
    this.user = await domain.account('user');
    const [row] = await domain.query<{ email: string }>(
      'UPDATE users SET email_verified_at = now() WHERE id = $1 RETURNING email',
      [this.user.userId],
    );
    this.address = row?.email ?? '';
    this.channel = this.openChannel();
  }

  end(): void {
    this.channel.close?.();
  }

  async close(): Promise<void> {
    await this.server.close();
    await this.domain.close();
  }

  openChannel(url = this.server.url): Channel {
    return openEmail({
      ...{ db: this.domain.db, url, origin, secrets, perSecond: 1_000 },
      from: { name: 'ParkMate', address: 'hello@parkmate.example' },
    });
  }

  /** Books and has the booking declined, of which the user is told by mail. @returns the booking's id. */
  async decline(reason = 'The lot is closed.'): Promise<string> {
    const { domain } = this;
    const { id } = await domain.book(this.user, this.slots.pop() ?? '');
    const [event] = await domain.query<{ id: string }>(
      `INSERT INTO events (type, booking_id, payload)
       SELECT 'booking.declined', $1, e.payload || jsonb_build_object('reason', $2::text) FROM events e
       WHERE e.booking_id = $1 AND e.type = 'booking.created' RETURNING id`,
      [id, reason],
    );
    await notify(domain.db, [event?.id ?? ''], silentLog, ['email']);
    return id;
  }

  /** Makes one attempt at all that is not sent yet, whenever it would be due. */
  async deliver(over = this.channel): Promise<void> {
    const { domain } = this;
    await domain.query(`UPDATE deliveries SET due_at = now() - interval '1 second' WHERE ended_at IS NULL`);
    await domain.query('UPDATE delivery_providers SET down_until = NULL');
    const options = { channel: over, longestMs: 0, signal: new AbortController().signal };
    await deliverTo(domain.db, 'email', options);
  }

  rows(): Promise<Row[]> {
    return this.domain.query<Row & Record<string, unknown>>(
      `SELECT id, status, attempts, last_error AS "lastError" FROM deliveries ORDER BY id`,
    );
  }

  /** Why nothing is sent to the user any more. */
  async stopReason(): Promise<string | null> {
    const [row] = await this.domain.query<{ reason: string | null }>(
      'SELECT mail_stop_reason AS reason FROM users WHERE id = $1 AND mail_stopped_at IS NOT NULL',
      [this.user.userId],
    );
    return row?.reason ?? null;
  }
}

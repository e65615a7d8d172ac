import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { notify } from '../../domain/notifications/notify.js';
import { TestApi } from '../../test/harness/api.js';

const rows = 20_000;

/** Some batches: between two of them, either may be the faster one to come for the lock. */
const fewBatches = 5_000;

describe('Reading twenty thousand notifications at once', function () {
  this.timeout(20_000);
  let api: TestApi;
  let sql: pg.Client;
  /** A connection of its own: what others wait for is not seen from within a transaction. */
  let holder: pg.Client;

  before(async () => {
    api = await TestApi.start();
    const connectionString = api.database.url;
    [sql, holder] = [new pg.Client({ connectionString }), new pg.Client({ connectionString })];
    await Promise.all([sql.connect(), holder.connect()]);
  });
  after(async () => {
    await Promise.all([sql.end(), holder.end()]);
    await api.stop();
  });

  const waiting = async (count: number) => {
    for (;;) {
      const { rows: found } = await sql.query<{ waiting: number }>(
        `SELECT count(*)::int AS waiting FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      if ((found[0]?.waiting ?? 0) >= count) return;
    }
  };

  for (const [how, headers] of [
    ['without an Idempotency-Key', {}],
    ['with an Idempotency-Key', { 'Idempotency-Key': randomUUID() }],
  ] as const) {
    it(`holds what is told meanwhile up for some batches and not for all, ${how}`, async () => {
      const { user, accessToken: token } = await api.signedIn('user');
      await sql.query(
        `INSERT INTO notifications (user_id, seq, event_id, event, type, title, message, data)
         SELECT $1, n, gen_random_uuid(), 'broadcast.sent', 'info', 'Hello', 'You', '{}' FROM generate_series(1, $2) AS n`,
        [user.id, rows],
      );
      await sql.query('UPDATE inboxes SET last_seq = $2::int, unread_count = $2::int WHERE user_id = $1', [
        user.id,
        rows,
      ]);
      const event = await sql.query<{ id: string }>(
        `INSERT INTO events (type, payload) VALUES ('broadcast.sent', jsonb_build_object(
           'broadcastId', gen_random_uuid(), 'audience', 'everyone', 'recipientIds', jsonb_build_array($1::text),
           'type', 'info', 'title', 'News', 'message', 'More')) RETURNING id`,
        [user.id],
      );

      // Both stand in the queue for the inbox before either has it: reading first, then telling.
      await holder.query('BEGIN');
      await holder.query('SELECT 1 FROM inboxes WHERE user_id = $1 FOR UPDATE', [user.id]);
      const reading = api.call('POST', '/notifications/read', { token, body: { upTo: rows }, headers });
      await waiting(1);
      const telling = notify(api.services.db, [event.rows[0]?.id ?? ''], api.services.log);
      await waiting(2);
      await holder.query('COMMIT');

      const { messages } = await telling;
      expect(messages[0]?.body.unreadCount, 'unread when it was told').to.be.at.least(rows + 1 - fewBatches);
      expect((await reading).body).to.deep.equal({ unreadCount: 1 });
    });
  }
});

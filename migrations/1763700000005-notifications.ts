import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Notifications1763700000005 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- One row per user, and the lock that everything takes that changes this user's notifications.
      CREATE TABLE inboxes (
        user_id      uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
        last_seq     bigint NOT NULL DEFAULT 0,
        unread_count integer NOT NULL DEFAULT 0 CHECK (unread_count >= 0)
      ) WITH (fillfactor = 50);

      CREATE TABLE notifications (
        id            uuid PRIMARY KEY DEFAULT uuidv7(),
        user_id       uuid NOT NULL,
        seq           bigint NOT NULL,
        event_id      uuid NOT NULL,
        event         text NOT NULL,
        booking_id    uuid,
        type          text NOT NULL CHECK (type IN ('success', 'error', 'warning', 'info')),
        title         text NOT NULL,
        message       text NOT NULL,
        data          jsonb NOT NULL,
        link          text,
        valid_until   timestamptz(3),
        superseded_at timestamptz(3),
        created_at    timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        read_at       timestamptz(3),
        archived_at   timestamptz(3),
        -- Nothing twice: one row per event and recipient, and one per place in a user's sequence.
        UNIQUE (event_id, user_id),
        UNIQUE (user_id, seq)
      ) WITH (fillfactor = 90);
      CREATE INDEX notifications_booking ON notifications (booking_id) WHERE booking_id IS NOT NULL;

      -- The history that cursors belong to. Its nonce is renewed when the database was set back to an earlier state.
      CREATE TABLE history (
        single boolean PRIMARY KEY DEFAULT true CHECK (single),
        nonce  uuid NOT NULL DEFAULT gen_random_uuid()
      );
      INSERT INTO history DEFAULT VALUES;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE history, notifications, inboxes');
  }
}

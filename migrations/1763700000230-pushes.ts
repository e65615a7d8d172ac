import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is shown on devices, and renewals from there. Processes of the previous release know nothing of it, and need not. */
export class Pushes1763700000230 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Lets a device renew a booking once, from the warning that it shows.
      CREATE TABLE renewal_tokens (
        token_hash bytea PRIMARY KEY,
        -- Without its subscription a device renews nothing: it has signed out.
        subscription_id uuid NOT NULL REFERENCES push_subscriptions ON DELETE CASCADE,
        booking_id uuid NOT NULL REFERENCES bookings ON DELETE CASCADE,
        deadline_version integer NOT NULL,
        seconds integer NOT NULL,
        amount bigint NOT NULL,
        currency character(3) NOT NULL,
        valid_until timestamptz(3) NOT NULL,
        used_at timestamptz(3)
      );
      CREATE INDEX renewal_tokens_subscription ON renewal_tokens (subscription_id);
      CREATE INDEX renewal_tokens_booking ON renewal_tokens (booking_id);
      CREATE INDEX renewal_tokens_end ON renewal_tokens (valid_until);

      -- What devices show until it is replaced or closed, at most one of each tag.
      CREATE TABLE standing_pushes (
        subscription_id uuid NOT NULL REFERENCES push_subscriptions ON DELETE CASCADE,
        tag text NOT NULL,
        notification_id uuid NOT NULL,
        sent_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        -- When it is looked at again whether it is still true.
        look_at timestamptz(3) NOT NULL,
        PRIMARY KEY (subscription_id, tag)
      );
      CREATE INDEX standing_pushes_look ON standing_pushes (look_at);

      -- The notification that a device is to show no longer.
      ALTER TABLE deliveries ADD COLUMN closes uuid REFERENCES notifications ON DELETE CASCADE;
      CREATE INDEX deliveries_closes ON deliveries (closes) WHERE closes IS NOT NULL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE deliveries DROP COLUMN closes;
      DROP TABLE standing_pushes, renewal_tokens;
    `);
  }
}

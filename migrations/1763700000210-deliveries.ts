import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How people are reached who are not looking. The tables are new, so processes of the previous release know nothing of them. */
export class Deliveries1763700000210 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE users
        ADD COLUMN email_verified_at timestamptz(3),
        -- Since then nothing is sent to the address: it does not exist, or somebody has complained.
        ADD COLUMN mail_stopped_at timestamptz(3),
        ADD COLUMN mail_stop_reason text;

      CREATE TABLE preferences (
        user_id uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
        choices jsonb NOT NULL DEFAULT '{}',
        timezone text NOT NULL DEFAULT 'UTC',
        quiet_from text,
        quiet_to text,
        quiet_break_through boolean NOT NULL DEFAULT false,
        digest text NOT NULL DEFAULT 'at_once',
        updated_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT preferences_choices_check CHECK (jsonb_typeof(choices) = 'object'),
        CONSTRAINT preferences_quiet_check CHECK (
          (quiet_from IS NULL) = (quiet_to IS NULL)
          AND quiet_from ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$' AND quiet_to ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'
        ),
        CONSTRAINT preferences_digest_check CHECK (digest IN ('at_once', 'hourly', 'daily'))
      );

      CREATE TABLE push_subscriptions (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
        -- Whoever signs out on a device is no longer told of anything there.
        session_id uuid NOT NULL REFERENCES sessions ON DELETE CASCADE,
        endpoint text NOT NULL UNIQUE,
        provider text NOT NULL,
        p256dh text NOT NULL,
        auth text NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp()
      );
      CREATE INDEX push_subscriptions_user ON push_subscriptions (user_id);
      CREATE INDEX push_subscriptions_session ON push_subscriptions (session_id);

      CREATE TABLE deliveries (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        -- NULL: a letter about the account, which is in no inbox.
        notification_id uuid REFERENCES notifications ON DELETE CASCADE,
        user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
        channel text NOT NULL,
        target text NOT NULL DEFAULT '',
        provider text NOT NULL,
        purpose text,
        status text NOT NULL DEFAULT 'due',
        reason text,
        -- 0: a warning, 1: a task, 2: news.
        priority smallint NOT NULL,
        due_at timestamptz(3) NOT NULL,
        valid_until timestamptz(3),
        attempts integer NOT NULL DEFAULT 0,
        provider_id text,
        last_error text,
        created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        ended_at timestamptz(3),
        UNIQUE (notification_id, channel, target),
        CONSTRAINT deliveries_channel_check CHECK (channel IN ('email', 'push', 'webhook')),
        CONSTRAINT deliveries_status_check CHECK (status IN ('due', 'sending', 'sent', 'cancelled', 'failed')),
        CONSTRAINT deliveries_ended_check CHECK ((ended_at IS NOT NULL) = (status IN ('sent', 'cancelled', 'failed')))
      );
      CREATE INDEX deliveries_due ON deliveries (provider, priority, due_at) WHERE status IN ('due', 'sending');
      CREATE INDEX deliveries_user ON deliveries (user_id);

      -- What all workers know of a provider: how much it may be sent, and whether it is down.
      CREATE TABLE delivery_providers (
        provider text PRIMARY KEY,
        tokens double precision NOT NULL DEFAULT 0,
        counted_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        failures integer NOT NULL DEFAULT 0,
        down_until timestamptz(3)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE delivery_providers, deliveries, push_subscriptions, preferences;
      ALTER TABLE users DROP COLUMN email_verified_at, DROP COLUMN mail_stopped_at, DROP COLUMN mail_stop_reason;
    `);
  }
}

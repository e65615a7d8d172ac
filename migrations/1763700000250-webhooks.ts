import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where owners' own systems are told what owners are told. Processes of the previous release make no deliveries for these. */
export class Webhooks1763700000250 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE webhooks (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
        url text NOT NULL,
        -- NULL: all.
        events text[],
        -- Sealed, as is the one before it, which signs too until then.
        secret bytea NOT NULL,
        previous_secret bytea,
        previous_until timestamptz(3),
        created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        disabled_at timestamptz(3),
        disabled_reason text,
        failing_since timestamptz(3),
        failures integer NOT NULL DEFAULT 0,
        CONSTRAINT webhooks_disabled_reason_check CHECK (disabled_reason IN ('owner', 'gone', 'failing')),
        CONSTRAINT webhooks_disabled_check CHECK ((disabled_at IS NULL) = (disabled_reason IS NULL)),
        CONSTRAINT webhooks_previous_check CHECK ((previous_secret IS NULL) = (previous_until IS NULL)),
        CONSTRAINT webhooks_failing_check CHECK ((failing_since IS NULL) = (failures = 0))
      );
      CREATE INDEX webhooks_user ON webhooks (user_id, id);

      CREATE TABLE webhook_attempts (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        delivery_id uuid NOT NULL REFERENCES deliveries ON DELETE CASCADE,
        at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        status integer,
        error text,
        took_ms integer NOT NULL
      );
      CREATE INDEX webhook_attempts_delivery ON webhook_attempts (delivery_id, id);

      CREATE INDEX deliveries_webhook ON deliveries (target, id) WHERE channel = 'webhook';
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DELETE FROM deliveries WHERE channel = 'webhook';
      DROP INDEX deliveries_webhook;
      DROP TABLE webhook_attempts, webhooks;
    `);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Alerts know the event of their notifications, and what is still to be sent to the webhook. Processes of the previous
 * release run beside this: they raise nothing.
 */
export class AlertEvents1763700000111 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE alerts
        ADD COLUMN raised_event_id  uuid,
        ADD COLUMN webhook_change   text CONSTRAINT alerts_webhook_change_check
                                         CHECK (webhook_change IN ('raised', 'cleared')),
        ADD COLUMN webhook_due_at   timestamptz(3),
        ADD COLUMN webhook_attempts integer NOT NULL DEFAULT 0,
        ADD COLUMN webhook_error    text;
      CREATE INDEX alerts_webhooks ON alerts (webhook_due_at) WHERE webhook_due_at IS NOT NULL;
      -- Found among a million users while something is wrong with the database.
      CREATE INDEX users_operators ON users (id) WHERE role = 'operator';
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX users_operators, alerts_webhooks;
      ALTER TABLE alerts
        DROP COLUMN raised_event_id, DROP COLUMN webhook_change, DROP COLUMN webhook_due_at,
        DROP COLUMN webhook_attempts, DROP COLUMN webhook_error;
    `);
  }
}

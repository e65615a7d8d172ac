import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Processes of the previous release run beside this: they know nothing of alerts. */
export class Alerts1763700000110 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE alerts (
        id         uuid PRIMARY KEY DEFAULT uuidv7(),
        rule       text NOT NULL,
        subject    text NOT NULL,
        severity   text NOT NULL CONSTRAINT alerts_severity_check CHECK (severity IN ('warning', 'critical')),
        figure     text NOT NULL,
        message    text NOT NULL,
        raised_at  timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        -- When a process last found the condition to hold: another one that does not must not clear it.
        seen_at    timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        cleared_at timestamptz(3)
      );
      -- However many processes evaluate at once, one of them raises.
      CREATE UNIQUE INDEX alerts_open ON alerts (rule, subject) WHERE cleared_at IS NULL;
      CREATE INDEX alerts_cleared ON alerts (cleared_at) WHERE cleared_at IS NOT NULL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE alerts');
  }
}

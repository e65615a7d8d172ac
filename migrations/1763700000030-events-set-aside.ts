import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Older workers go on telling beside this, and relay what was set aside every two seconds as they always did. */
export class EventsSetAside1763700000030 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- An event that could not be told: how often it was tried, when it will be tried again, and what was wrong.
      ALTER TABLE events
        ADD COLUMN attempts   integer NOT NULL DEFAULT 0,
        ADD COLUMN next_at    timestamptz,
        ADD COLUMN last_error text;

      -- What was set aside is left out, so that no number of such events keeps the relay from finding the others.
      DROP INDEX events_unprocessed;
      CREATE INDEX events_unprocessed ON events (occurred_at) WHERE processed_at IS NULL AND next_at IS NULL;
      CREATE INDEX events_set_aside ON events (next_at) WHERE processed_at IS NULL AND next_at IS NOT NULL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX events_set_aside, events_unprocessed;
      CREATE INDEX events_unprocessed ON events (occurred_at) WHERE processed_at IS NULL;
      ALTER TABLE events DROP COLUMN attempts, DROP COLUMN next_at, DROP COLUMN last_error;
    `);
  }
}

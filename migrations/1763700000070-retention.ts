import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Retention1763700000070 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- A client whose cursor is before this cannot be brought up to date: rows after it are gone.
      ALTER TABLE inboxes ADD COLUMN pruned_up_to bigint NOT NULL DEFAULT 0;

      -- What may be pruned is found without reading what may not.
      CREATE INDEX notifications_done ON notifications (id) WHERE read_at IS NOT NULL OR archived_at IS NOT NULL;
      CREATE INDEX sessions_last_used ON sessions (last_used_at);
      CREATE INDEX login_failures_age ON login_failures (last_at);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX login_failures_age, sessions_last_used, notifications_done;
      ALTER TABLE inboxes DROP COLUMN pruned_up_to;
    `);
  }
}

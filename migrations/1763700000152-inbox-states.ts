import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Processes of the previous release run beside it: for them, what was marked as unread again is unread like any other. */
export class InboxStates1763700000152 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- It was read once, and marked as unread again: it counts as read for the first time once only.
      ALTER TABLE notifications ADD COLUMN was_read boolean NOT NULL DEFAULT false;
      CREATE INDEX notifications_unread ON notifications (user_id, seq)
        WHERE read_at IS NULL AND archived_at IS NULL AND superseded_at IS NULL;
      CREATE INDEX notifications_archived ON notifications (user_id, seq) WHERE archived_at IS NOT NULL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX notifications_unread, notifications_archived;
      ALTER TABLE notifications DROP COLUMN was_read;
    `);
  }
}

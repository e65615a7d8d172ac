import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every archiving of a user has a time of its own, so that one of them can be undone alone. */
export class ArchiveTimes1763700000200 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE inboxes ADD COLUMN last_archived_at timestamptz(3)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE inboxes DROP COLUMN last_archived_at');
  }
}

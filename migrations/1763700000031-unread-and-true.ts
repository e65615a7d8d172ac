import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Older processes count what is superseded as unread: stop them first, or counts are off until this is run again. */
export class UnreadAndTrue1763700000031 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    // Against tellings at the same moment, which would be counted in neither way.
    await db.query('LOCK TABLE inboxes IN SHARE ROW EXCLUSIVE MODE');
    await db.query(`
      ALTER TABLE inboxes
        -- Everything up to here is read, or archived: where to start looking for what is not.
        ADD COLUMN read_up_to     bigint NOT NULL DEFAULT 0,
        ADD COLUMN archived_up_to bigint NOT NULL DEFAULT 0
    `);
    await recount(db, 'AND superseded_at IS NULL');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('LOCK TABLE inboxes IN SHARE ROW EXCLUSIVE MODE');
    await db.query('ALTER TABLE inboxes DROP COLUMN read_up_to, DROP COLUMN archived_up_to');
    await recount(db, '');
  }
}

/** Sets each unread count to the rows that are unread, not archived, and whatever else. */
const recount = (db: QueryRunner, condition: string) =>
  db.query(`
    UPDATE inboxes SET unread_count = coalesce(counted.unread, 0)
    FROM inboxes AS before
    LEFT JOIN (
      SELECT user_id, count(*) AS unread FROM notifications
      WHERE read_at IS NULL AND archived_at IS NULL ${condition} GROUP BY user_id
    ) AS counted USING (user_id)
    WHERE inboxes.user_id = before.user_id AND inboxes.unread_count <> coalesce(counted.unread, 0)
  `);

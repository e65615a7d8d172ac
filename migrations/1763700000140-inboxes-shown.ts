import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Processes of the previous release run beside it: what they record counts with the next report of that user. */
export class InboxesShown1763700000140 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Up to where any device of a user has shown notifications. Not a column of inboxes, whose rows are locked by whoever
      -- writes notifications.
      CREATE TABLE inboxes_shown (
        user_id        uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
        last_shown_seq bigint NOT NULL
      );
      INSERT INTO inboxes_shown (user_id, last_shown_seq)
      SELECT user_id, max(last_shown_seq) FROM devices_shown JOIN users ON users.id = user_id GROUP BY user_id;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE inboxes_shown');
  }
}

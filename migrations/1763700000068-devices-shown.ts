import type { MigrationInterface, QueryRunner } from 'typeorm';

export class DevicesShown1763700000068 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Up to where each device has shown its user's notifications. A session is a device; this goes with it.
      CREATE TABLE devices_shown (
        session_id     uuid PRIMARY KEY REFERENCES sessions ON DELETE CASCADE,
        user_id        uuid NOT NULL,
        last_shown_seq bigint NOT NULL,
        at             timestamptz(3) NOT NULL DEFAULT clock_timestamp()
      );
      CREATE INDEX devices_shown_user ON devices_shown (user_id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE devices_shown');
  }
}

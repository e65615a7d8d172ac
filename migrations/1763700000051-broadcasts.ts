import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Broadcasts1763700000051 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Told in the order of the users' ids, in many transactions: each moves on how far it has come.
      CREATE TABLE broadcasts (
        id           uuid PRIMARY KEY DEFAULT uuidv7(),
        created_by   uuid,
        created_at   timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        title        text NOT NULL,
        message      text NOT NULL,
        type         text NOT NULL,
        audience     text NOT NULL CHECK (audience IN ('everyone', 'users', 'owners')),
        recipients   integer NOT NULL,
        told         integer NOT NULL DEFAULT 0,
        last_user_id uuid,
        finished_at  timestamptz(3)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE broadcasts');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Moderation1763700000042 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE users ADD COLUMN suspended_at timestamptz(3);
      ALTER TABLE businesses ADD COLUMN approved_at timestamptz(3);
      -- What the public list sorts and selects by stands in the lot itself, so that one index serves it. Whoever changes
      -- the business or its owner changes their lots in the same statement.
      ALTER TABLE lots
        ADD COLUMN withdrawn_at timestamptz(3),
        ADD COLUMN owner_suspended boolean NOT NULL DEFAULT false,
        ADD COLUMN approved boolean NOT NULL DEFAULT false;
      CREATE INDEX lots_public ON lots (approved, id) WHERE withdrawn_at IS NULL AND NOT owner_suspended;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX lots_public;
      ALTER TABLE lots DROP COLUMN withdrawn_at, DROP COLUMN owner_suspended, DROP COLUMN approved;
      ALTER TABLE businesses DROP COLUMN approved_at;
      ALTER TABLE users DROP COLUMN suspended_at;
    `);
  }
}

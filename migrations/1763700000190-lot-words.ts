import type { MigrationInterface, QueryRunner } from 'typeorm';

export class LotWords1763700000190 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- The words of the names and addresses of public lots, which people search for by their beginnings. What would
      -- make one word of several ("a-b", "a.b", "a/b") goes first.
      CREATE INDEX lots_words ON lots
        USING gin (to_tsvector('simple', translate(name || ' ' || address, '.-/_@:&?=', '         ')))
        WHERE withdrawn_at IS NULL AND NOT owner_suspended;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX lots_words');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The language in which somebody is told of events. Processes of the previous release go on in English. */
export class LanguagesOfPeople1763700000170 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE users ADD COLUMN language text NOT NULL DEFAULT 'en'
        CONSTRAINT users_language_check CHECK (language IN ('en', 'es'))
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE users DROP COLUMN language');
  }
}

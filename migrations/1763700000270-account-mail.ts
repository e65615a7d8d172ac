import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What links in letters about accounts prove, and how many of those letters were asked for. Older processes know neither. */
export class AccountMail1763700000270 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE mail_tokens (
        token_hash bytea PRIMARY KEY,
        user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
        purpose text NOT NULL,
        delivery_id uuid NOT NULL REFERENCES deliveries ON DELETE CASCADE,
        expires_at timestamptz(3) NOT NULL,
        used_at timestamptz(3),
        CONSTRAINT mail_tokens_purpose_check CHECK (purpose IN ('verify-address', 'reset-password', 'lift-lockout'))
      );
      CREATE INDEX mail_tokens_user ON mail_tokens (user_id, purpose);
      CREATE INDEX mail_tokens_expiry ON mail_tokens (expires_at);
      CREATE INDEX mail_tokens_delivery ON mail_tokens (delivery_id);

      CREATE TABLE letter_counts (
        user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
        purpose text NOT NULL,
        last_at timestamptz(3) NOT NULL,
        since timestamptz(3) NOT NULL,
        letters integer NOT NULL,
        PRIMARY KEY (user_id, purpose)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE letter_counts; DROP TABLE mail_tokens');
  }
}

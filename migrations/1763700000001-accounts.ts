import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Accounts1763700000001 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE users (
        id            uuid PRIMARY KEY DEFAULT uuidv7(),
        email         text NOT NULL UNIQUE CHECK (email = lower(email)),
        password_hash text NOT NULL,
        name          text NOT NULL,
        role          text NOT NULL CHECK (role IN ('user', 'owner', 'admin', 'operator')),
        created_at    timestamptz(3) NOT NULL DEFAULT now()
      );

      -- A session is a family of refresh tokens: each is used once and makes the next one.
      CREATE TABLE sessions (
        id         uuid PRIMARY KEY DEFAULT uuidv7(),
        user_id    uuid NOT NULL REFERENCES users ON DELETE CASCADE,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        revoked_at timestamptz
      );
      CREATE INDEX sessions_user ON sessions (user_id);
      CREATE INDEX sessions_revoked ON sessions (revoked_at) WHERE revoked_at IS NOT NULL;

      CREATE TABLE refresh_tokens (
        token_hash bytea PRIMARY KEY,
        session_id uuid NOT NULL REFERENCES sessions ON DELETE CASCADE,
        expires_at timestamptz NOT NULL,
        used_at    timestamptz
      );
      CREATE INDEX refresh_tokens_session ON refresh_tokens (session_id);
      CREATE INDEX refresh_tokens_expiry ON refresh_tokens (expires_at);

      -- Kept for addresses without an account too, or the lock would tell which ones have one.
      CREATE TABLE login_failures (
        email        text PRIMARY KEY,
        failures     integer NOT NULL,
        locked_until timestamptz,
        last_at      timestamptz NOT NULL
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE login_failures, refresh_tokens, sessions, users');
  }
}

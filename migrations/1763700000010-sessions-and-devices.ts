import type { MigrationInterface, QueryRunner } from 'typeorm';

/** API processes of earlier releases cannot count failed logins on this schema any more: stop them first. */
export class SessionsAndDevices1763700000010 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE sessions
        ADD COLUMN last_used_at timestamptz(3) NOT NULL DEFAULT now(),
        ADD COLUMN device text;

      -- Sessions whose rows are gone, for as long as an access token of theirs could live.
      CREATE TABLE removed_sessions (
        id         uuid PRIMARY KEY,
        removed_at timestamptz NOT NULL DEFAULT clock_timestamp()
      );
      CREATE INDEX removed_sessions_time ON removed_sessions (removed_at);

      -- A session ends with its row, whoever deletes it or its account and by whatever means.
      CREATE FUNCTION remember_removed_session() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          INSERT INTO removed_sessions (id) VALUES (OLD.id) ON CONFLICT DO NOTHING;
          RETURN NULL;
        END
      $$;
      CREATE TRIGGER session_removed AFTER DELETE ON sessions
        FOR EACH ROW WHEN (OLD.last_used_at > now() - interval '2 days')
        EXECUTE FUNCTION remember_removed_session();

      -- Tokens carry the role, so those that were given for another one end with it.
      CREATE FUNCTION end_sessions_of_account() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          UPDATE sessions SET revoked_at = clock_timestamp() WHERE user_id = NEW.id AND revoked_at IS NULL;
          RETURN NULL;
        END
      $$;
      CREATE TRIGGER account_role_changed AFTER UPDATE OF role ON users
        FOR EACH ROW WHEN (OLD.role IS DISTINCT FROM NEW.role)
        EXECUTE FUNCTION end_sessions_of_account();

      -- Failures are counted per address and per known device, beside those from everywhere, which is what was counted so far.
      ALTER TABLE login_failures ADD COLUMN scope text NOT NULL DEFAULT 'everywhere';
      ALTER TABLE login_failures ALTER COLUMN scope DROP DEFAULT;
      ALTER TABLE login_failures DROP CONSTRAINT login_failures_pkey, ADD PRIMARY KEY (email, scope);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DELETE FROM login_failures WHERE scope <> 'everywhere';
      ALTER TABLE login_failures DROP CONSTRAINT login_failures_pkey, ADD PRIMARY KEY (email);
      ALTER TABLE login_failures DROP COLUMN scope;
      DROP TRIGGER account_role_changed ON users;
      DROP FUNCTION end_sessions_of_account();
      DROP TRIGGER session_removed ON sessions;
      DROP FUNCTION remember_removed_session();
      DROP TABLE removed_sessions;
      ALTER TABLE sessions DROP COLUMN last_used_at, DROP COLUMN device;
    `);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever suspends an account, by whatever means: its sessions end, and its lots are hidden until it is reinstated. */
export class Suspensions1763700000080 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TRIGGER account_suspended AFTER UPDATE OF suspended_at ON users
        FOR EACH ROW WHEN (OLD.suspended_at IS NULL AND NEW.suspended_at IS NOT NULL)
        EXECUTE FUNCTION end_sessions_of_account();

      CREATE FUNCTION hide_lots_of_suspended_account() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          UPDATE lots SET owner_suspended = NEW.suspended_at IS NOT NULL
          WHERE business_id IN (SELECT id FROM businesses WHERE owner_id = NEW.id)
            AND owner_suspended <> (NEW.suspended_at IS NOT NULL);
          RETURN NULL;
        END
      $$;
      CREATE TRIGGER account_suspension_changed AFTER UPDATE OF suspended_at ON users
        FOR EACH ROW WHEN ((OLD.suspended_at IS NULL) <> (NEW.suspended_at IS NULL))
        EXECUTE FUNCTION hide_lots_of_suspended_account();

      -- Those that were suspended by SQL before.
      UPDATE sessions SET revoked_at = clock_timestamp()
      FROM users WHERE users.id = user_id AND suspended_at IS NOT NULL AND revoked_at IS NULL;
      UPDATE lots SET owner_suspended = suspended_at IS NOT NULL
      FROM businesses JOIN users ON users.id = owner_id
      WHERE businesses.id = business_id AND owner_suspended <> (suspended_at IS NOT NULL);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TRIGGER account_suspension_changed ON users;
      DROP TRIGGER account_suspended ON users;
      DROP FUNCTION hide_lots_of_suspended_account();
    `);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Processes of the previous release run beside this: they know nothing of these tables. */
export class OperatorActions1763700000090 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE operator_actions (
        id       uuid PRIMARY KEY DEFAULT uuidv7(),
        action   text NOT NULL CONSTRAINT operator_actions_action_check
                 CHECK (action IN ('pause', 'resume', 'retry', 'discard', 'promote', 'retry-events')),
        queue    text,
        filter   jsonb NOT NULL,
        reason   text NOT NULL,
        -- Not a foreign key: an account that is deleted must not take its record along.
        actor_id uuid,
        at       timestamptz(3) NOT NULL DEFAULT clock_timestamp()
      );
      -- A row of its own, since the action's cannot be changed. Without it an action is under way, or its process has died.
      CREATE TABLE operator_action_outcomes (
        action_id   uuid PRIMARY KEY REFERENCES operator_actions,
        touched     integer NOT NULL,
        error       text,
        finished_at timestamptz(3) NOT NULL DEFAULT clock_timestamp()
      );

      CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
      END $$;
      CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON operator_actions EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON operator_action_outcomes EXECUTE FUNCTION refuse_change();
      -- Also in sessions with session_replication_role = replica.
      ALTER TABLE operator_actions ENABLE ALWAYS TRIGGER append_only;
      ALTER TABLE operator_action_outcomes ENABLE ALWAYS TRIGGER append_only;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE operator_action_outcomes;
      DROP TABLE operator_actions;
      DROP FUNCTION refuse_change();
    `);
  }
}

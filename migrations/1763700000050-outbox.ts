import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Older workers look for what is untold in the events themselves: stop them first. */
export class Outbox1763700000050 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- What is still to be told: one row per event, deleted by the transaction that writes its notifications. No foreign
      -- key, since a check per row would cost as much as the row, and events that are here are never deleted.
      CREATE TABLE outbox (
        event_id   uuid PRIMARY KEY,
        attempts   integer NOT NULL DEFAULT 0,
        -- When it is overdue, or is to be tried again.
        next_at    timestamptz NOT NULL DEFAULT clock_timestamp() + interval '2 seconds',
        last_error text,
        -- When it was given up, until somebody has it tried again.
        dead_at    timestamptz
      ) WITH (
        -- Rows live for milliseconds, so that the table is small and almost all of it is dead.
        autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0,
        autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 1000000
      );
      -- No number of events that fail keeps the relay from finding the others.
      CREATE INDEX outbox_overdue ON outbox (next_at) WHERE attempts = 0 AND dead_at IS NULL;
      CREATE INDEX outbox_retries ON outbox (next_at) WHERE attempts > 0 AND dead_at IS NULL;
      CREATE INDEX outbox_dead ON outbox (dead_at) WHERE dead_at IS NOT NULL;

      -- By the statement that writes the event, whichever that is.
      CREATE FUNCTION put_into_outbox() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          INSERT INTO outbox (event_id) SELECT id FROM recorded;
          RETURN NULL;
        END
      $$;
      CREATE TRIGGER events_outbox AFTER INSERT ON events REFERENCING NEW TABLE AS recorded
        FOR EACH STATEMENT EXECUTE FUNCTION put_into_outbox();

      INSERT INTO outbox (event_id, attempts, next_at, last_error)
      SELECT id, attempts, coalesce(next_at, clock_timestamp()), last_error FROM events WHERE processed_at IS NULL;

      -- From here on events are only added.
      DROP INDEX events_unprocessed, events_set_aside;
      ALTER TABLE events DROP COLUMN processed_at, DROP COLUMN attempts, DROP COLUMN next_at, DROP COLUMN last_error;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE events
        ADD COLUMN processed_at timestamptz,
        ADD COLUMN attempts integer NOT NULL DEFAULT 0,
        ADD COLUMN next_at timestamptz,
        ADD COLUMN last_error text;
      UPDATE events SET processed_at = clock_timestamp()
      WHERE NOT EXISTS (SELECT FROM outbox WHERE event_id = events.id);
      UPDATE events
      SET attempts = outbox.attempts, last_error = outbox.last_error,
          next_at = CASE WHEN outbox.attempts > 0 THEN outbox.next_at END
      FROM outbox WHERE event_id = events.id;
      CREATE INDEX events_unprocessed ON events (occurred_at) WHERE processed_at IS NULL AND next_at IS NULL;
      CREATE INDEX events_set_aside ON events (next_at) WHERE processed_at IS NULL AND next_at IS NOT NULL;
      DROP TRIGGER events_outbox ON events;
      DROP FUNCTION put_into_outbox();
      DROP TABLE outbox;
    `);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Older than this a delta no longer counts for any reader: more than a statement takes from its start to its snapshot. */
const expired = `clock_timestamp() - interval '10 seconds'`;

/**
 * What rows of `bookings` count for, each as often as $sign says. The end of the day is looked up once for all that end in
 * the same lot and quarter of an hour: offsets of time zones are multiples of it.
 */
const countsOfBookings = (rows: string, sign: 1 | -1) => `
  SELECT business_id, 'active' AS counter, '' AS currency, timestamptz 'infinity' AS counts_until, ${sign} AS amount
  FROM ${rows} WHERE status = 'active'
  UNION ALL
  SELECT business_id, 'ahead', '', date_trunc('hour', starts_at, 'UTC'), ${sign}
  FROM ${rows} WHERE status = 'active' AND starts_at > ${expired}
  UNION ALL
  SELECT business_id, 'completed', '', end_of_day(quarter, (SELECT timezone FROM lots WHERE id = lot_id)), ${sign} * count
  FROM (
    SELECT business_id, lot_id, date_bin('15 minutes', ends_at, timestamptz 'epoch') AS quarter, count(*)
    FROM ${rows} WHERE status = 'completed' AND ends_at > clock_timestamp() - interval '2 days' GROUP BY 1, 2, 3
  ) AS ended`;

const countsOfPayments = (rows: string, sign: 1 | -1) => `
  SELECT business_id, 'pending' AS counter, '' AS currency, timestamptz 'infinity' AS counts_until, ${sign} AS amount
  FROM ${rows} WHERE status = 'pending'
  UNION ALL
  SELECT business_id, 'revenue', currency,
         end_of_day(verified_at, (
           SELECT timezone FROM lots WHERE id = (SELECT lot_id FROM bookings WHERE bookings.id = booking_id)
         )),
         ${sign} * amount
  FROM ${rows} WHERE status = 'verified' AND verified_at > clock_timestamp() - interval '2 days'`;

/** Adds what has changed in sum, and nothing where that is nothing: a warned booking counts as it did before. */
const add = (counts: string) => `
  INSERT INTO counter_deltas (business_id, counter, currency, counts_until, amount)
  SELECT business_id, counter, currency, counts_until, sum(amount) FROM (${counts}) AS counts
  WHERE counts_until > ${expired}
  GROUP BY 1, 2, 3, 4 HAVING sum(amount) <> 0`;

/** One function for the three kinds of statement, of which each plans only the branch that it takes. */
const counting = (table: string, countsOf: (rows: string, sign: 1 | -1) => string) => `
  CREATE FUNCTION count_${table}() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'INSERT' THEN ${add(countsOf('after_change', 1))};
    ELSIF TG_OP = 'DELETE' THEN ${add(countsOf('before_change', -1))};
    ELSE ${add(`${countsOf('before_change', -1)} UNION ALL ${countsOf('after_change', 1)}`)};
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER ${table}_counted_insert AFTER INSERT ON ${table}
    REFERENCING NEW TABLE AS after_change FOR EACH STATEMENT EXECUTE FUNCTION count_${table}();
  CREATE TRIGGER ${table}_counted_update AFTER UPDATE ON ${table}
    REFERENCING OLD TABLE AS before_change NEW TABLE AS after_change
    FOR EACH STATEMENT EXECUTE FUNCTION count_${table}();
  CREATE TRIGGER ${table}_counted_delete AFTER DELETE ON ${table}
    REFERENCING OLD TABLE AS before_change FOR EACH STATEMENT EXECUTE FUNCTION count_${table}();`;

/**
 * What a dashboard counts of bookings and payments is kept by PostgreSQL, whoever changes them: each statement adds what
 * it changed as rows of its own, so that it never waits for another. A worker folds them into one row for each counter.
 * Older processes neither see nor disturb it.
 */
export class BusinessCounters1763700000075 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Before anything is counted: nobody changes what is counted until this is done.
      LOCK TABLE bookings, payments IN SHARE ROW EXCLUSIVE MODE;

      -- A row counts as long as counts_until is ahead: to the end of a day in the time zone of the lot (completed,
      -- revenue), until the hour in which bookings begin (ahead), or for ever (active, pending).
      CREATE TABLE counters (
        -- Zeros: all businesses together.
        business_id  uuid NOT NULL,
        counter      text NOT NULL CHECK (counter IN ('active', 'ahead', 'completed', 'pending', 'revenue')),
        counts_until timestamptz NOT NULL,
        currency     text NOT NULL,
        amount       bigint NOT NULL,
        PRIMARY KEY (business_id, counts_until, counter, currency)
      ) WITH (fillfactor = 50);
      CREATE INDEX counters_until ON counters (counts_until);

      -- What came since. Rows come and go, so that their space has to be used again soon.
      CREATE TABLE counter_deltas (
        business_id  uuid NOT NULL,
        counter      text NOT NULL,
        currency     text NOT NULL,
        counts_until timestamptz NOT NULL,
        amount       bigint NOT NULL
      ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
      CREATE INDEX counter_deltas_business ON counter_deltas (business_id);

      -- Of bookings that have not begun, those that begin within the hour are counted one by one.
      CREATE INDEX bookings_to_begin ON bookings (starts_at) WHERE status = 'active';

      -- A zone that this server does not know (others may, and it may have known it before) must not keep a booking from
      -- ending: its days are those of UTC.
      CREATE FUNCTION end_of_day(at timestamptz, zone text) RETURNS timestamptz LANGUAGE plpgsql STABLE AS $$
      BEGIN
        RETURN ((at AT TIME ZONE zone)::date + 1)::timestamp AT TIME ZONE zone;
      EXCEPTION WHEN invalid_parameter_value THEN
        RETURN ((at AT TIME ZONE 'UTC')::date + 1)::timestamp AT TIME ZONE 'UTC';
      END $$;

      ${counting('bookings', countsOfBookings)}
      ${counting('payments', countsOfPayments)}

      -- Moves deltas to their counters, and to those of all businesses together; one call at a time. Returns how many.
      CREATE FUNCTION fold_counters(at_most integer) RETURNS integer LANGUAGE plpgsql AS $$
      DECLARE folded integer;
      BEGIN
        IF NOT pg_try_advisory_xact_lock(hashtext('parkmate counters')) THEN RETURN 0; END IF;
        WITH taken AS (
          DELETE FROM counter_deltas
          WHERE ctid = ANY (ARRAY(SELECT ctid FROM counter_deltas LIMIT at_most)) RETURNING *
        ),
        summed AS (
          INSERT INTO counters AS kept (business_id, counter, currency, counts_until, amount)
          SELECT scope.id, counter, currency, counts_until, sum(amount)
          FROM taken CROSS JOIN LATERAL (VALUES (business_id), ('00000000-0000-0000-0000-000000000000')) AS scope (id)
          WHERE counts_until > ${expired}
          GROUP BY 1, 2, 3, 4
          ON CONFLICT (business_id, counts_until, counter, currency)
            DO UPDATE SET amount = kept.amount + excluded.amount
        )
        SELECT count(*) INTO folded FROM taken;
        RETURN folded;
      END $$;

      -- Counts all anew from the rows themselves: for when triggers were off. Changes wait until it is done.
      CREATE FUNCTION recount_counters() RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
        LOCK TABLE bookings, payments IN SHARE ROW EXCLUSIVE MODE;
        PERFORM pg_advisory_xact_lock(hashtext('parkmate counters'));
        DELETE FROM counters;
        DELETE FROM counter_deltas;
        ${add(`${countsOfBookings('bookings', 1)} UNION ALL ${countsOfPayments('payments', 1)}`)};
      END $$;

      SELECT recount_counters();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP FUNCTION recount_counters(), fold_counters(integer);
      DROP FUNCTION count_bookings, count_payments CASCADE;
      DROP FUNCTION end_of_day;
      DROP INDEX bookings_to_begin;
      DROP TABLE counter_deltas, counters;
    `);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a list of lots counts stands in the lot, and how many slots are taken can be read from an index alone. Older
 * processes neither see nor disturb it: the count is kept by PostgreSQL, whoever adds slots.
 */
export class CheapLots1763700000020 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Before anything is counted: nobody adds slots until this is done.
      LOCK TABLE slots IN SHARE ROW EXCLUSIVE MODE;
      ALTER TABLE lots ADD COLUMN slot_count integer NOT NULL DEFAULT 0;
      UPDATE lots SET slot_count = counted.count
      FROM (SELECT lot_id, count(*) AS count FROM slots GROUP BY lot_id) AS counted
      WHERE counted.lot_id = lots.id;

      CREATE FUNCTION count_slots() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE lots SET slot_count = slot_count + CASE TG_OP WHEN 'INSERT' THEN changed.count ELSE -changed.count END
        FROM (SELECT lot_id, count(*) AS count FROM changed_slots GROUP BY lot_id) AS changed
        WHERE changed.lot_id = lots.id;
        RETURN NULL;
      END $$;
      CREATE TRIGGER slots_added AFTER INSERT ON slots REFERENCING NEW TABLE AS changed_slots
        FOR EACH STATEMENT EXECUTE FUNCTION count_slots();
      CREATE TRIGGER slots_removed AFTER DELETE ON slots REFERENCING OLD TABLE AS changed_slots
        FOR EACH STATEMENT EXECUTE FUNCTION count_slots();

      -- With the end in it: whether a booking holds its slot now is answered without reading its row.
      DROP INDEX bookings_held;
      CREATE INDEX bookings_held ON bookings (lot_id, starts_at) INCLUDE (ends_at) WHERE status = 'active';
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX bookings_held;
      CREATE INDEX bookings_held ON bookings (lot_id, starts_at) WHERE status = 'active';
      DROP TRIGGER slots_added ON slots;
      DROP TRIGGER slots_removed ON slots;
      DROP FUNCTION count_slots;
      ALTER TABLE lots DROP COLUMN slot_count;
    `);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Slots that are no longer let. Processes of the previous release run beside it, and let retired slots be booked until they
 * are gone; nobody can retire any by them.
 */
export class RetiredSlots1763700000150 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE slots ADD COLUMN retired_at timestamptz(3);
      -- Few of a lot's slots: what is counted of them is read from here.
      CREATE INDEX slots_retired ON slots (lot_id) WHERE retired_at IS NOT NULL;

      -- A lot counts the slots that can be booked.
      CREATE OR REPLACE FUNCTION count_slots() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE lots SET slot_count = slot_count + CASE TG_OP WHEN 'INSERT' THEN changed.count ELSE -changed.count END
        FROM (SELECT lot_id, count(*) AS count FROM changed_slots WHERE retired_at IS NULL GROUP BY lot_id) AS changed
        WHERE changed.lot_id = lots.id;
        RETURN NULL;
      END $$;
      CREATE FUNCTION count_retired_slot() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE lots SET slot_count = slot_count + CASE WHEN NEW.retired_at IS NULL THEN 1 ELSE -1 END WHERE id = NEW.lot_id;
        RETURN NULL;
      END $$;
      CREATE TRIGGER slots_retired AFTER UPDATE OF retired_at ON slots FOR EACH ROW
        WHEN ((OLD.retired_at IS NULL) <> (NEW.retired_at IS NULL)) EXECUTE FUNCTION count_retired_slot();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TRIGGER slots_retired ON slots;
      DROP FUNCTION count_retired_slot;
      CREATE OR REPLACE FUNCTION count_slots() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE lots SET slot_count = slot_count + CASE TG_OP WHEN 'INSERT' THEN changed.count ELSE -changed.count END
        FROM (SELECT lot_id, count(*) AS count FROM changed_slots GROUP BY lot_id) AS changed
        WHERE changed.lot_id = lots.id;
        RETURN NULL;
      END $$;
      UPDATE lots SET slot_count = counted.count
      FROM (SELECT lot_id, count(*) AS count FROM slots GROUP BY lot_id) AS counted
      WHERE counted.lot_id = lots.id AND slot_count <> counted.count;
      ALTER TABLE slots DROP COLUMN retired_at;
    `);
  }
}

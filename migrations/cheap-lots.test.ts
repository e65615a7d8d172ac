import { expect } from 'chai';
import { olderThan, placeWithSlot, type OlderDatabase } from '../test/harness/older-database.js';
import { CheapLots1763700000020 } from './1763700000020-cheap-lots.js';

/** Lots with one slot, and with none to three. */
const olderData = `
  WITH ${placeWithSlot},
  more AS (
    INSERT INTO lots (business_id, name, address, timezone, hourly_rate_amount, hourly_rate_currency)
    SELECT id, n::text, 'S', 'UTC', 1, 'EUR' FROM business, generate_series(0, 3) AS n RETURNING id, name
  )
  INSERT INTO slots (lot_id, code) SELECT id, n::text FROM more, generate_series(1, more.name::int) AS n`;

const countsIn = async (database: OlderDatabase) => {
  const rows = await database.query<{ slot_count: number }>('SELECT slot_count FROM lots ORDER BY name');
  return rows.map(({ slot_count }) => slot_count);
};

describe('The migration to cheap lots', () => {
  it('counts the slots that there are, those of lots without any too', () =>
    olderThan(CheapLots1763700000020, async (database) => {
      await database.query(olderData);
      await database.migrate();
      expect(await countsIn(database)).to.deep.equal([0, 1, 2, 3, 1]);
    }));

  it('waits for whoever is just adding some, and counts these too', () =>
    olderThan(CheapLots1763700000020, async (database) => {
      await database.query(olderData);
      const other = await database.connect();
      const waitFor = async (howMany: number) => {
        const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
        while ((await other.query(waiting)).rowCount !== howMany);
      };
      await other.query('SELECT pg_advisory_lock(1)');
      const [empty] = await database.query<{ id: string }>(`SELECT id FROM lots WHERE name = '0'`);
      // In the middle of its statement it holds a lock on the slots, and none on the lots yet.
      const adding = database.query(
        `INSERT INTO slots (lot_id, code)
         SELECT $1, 'new' FROM (SELECT pg_advisory_lock(1) OFFSET 0) AS until_it_is_released`,
        [empty?.id],
      );
      await waitFor(1);
      const migrating = database.migrate();
      await waitFor(2);
      await other.query('SELECT pg_advisory_unlock(1)');
      await Promise.all([adding, migrating]);
      expect(await countsIn(database)).to.deep.equal([1, 1, 2, 3, 1]);
    }));
});

import { expect } from 'chai';
import { openDomain, type Domain } from '../../test/harness/domain.js';
import { beyondLastId } from '../lists/cursor.js';
import type { Statement } from '../../platform/postgres/statement.js';
import { lotDetails } from '../../test/harness/cast.js';
import { addLot } from './add-lot.js';
import { noOwnerLimits } from './owner-limits.js';
import { findLot, list, listLots, slotsOf } from './list-lots.js';

interface Node {
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  Plans?: Node[];
}

const lotCount = 100;
const slotsPerLot = 1_000;
const bookingsPerLot = 30;

describe('The lots of a large installation', () => {
  let domain: Domain;
  let lotId: string;
  before(async () => {
    domain = await openDomain();
    const { owner, lot } = await domain.lot(1);
    lotId = lot.id;
    // Plans that are made now, for hardly any rows, are kept.
    for (let times = 0; times < 6; times++) {
      await listLots(domain.db, { limit: 100 });
      await findLot(domain.db, lotId);
    }
    await domain.query(
      `INSERT INTO lots (business_id, name, address, timezone, hourly_rate_amount, hourly_rate_currency)
       SELECT $1, 'Large', 'A', 'UTC', 1, 'EUR' FROM generate_series(1, $2::int)`,
      [lot.businessId, lotCount],
    );
    await domain.query(
      `INSERT INTO slots (lot_id, code)
       SELECT id, lpad(n::text, 4, '0') FROM lots CROSS JOIN generate_series(1, $1::int) AS n WHERE name = 'Large'`,
      [slotsPerLot],
    );
    // Of each lot: thirty slots are held, thirty are booked for later, and thirty were held before.
    await domain.query(
      `INSERT INTO bookings (slot_id, lot_id, business_id, user_id, vehicle_plate, status, starts_at, ends_at)
       SELECT s.id, s.lot_id, $1, $2, 'P', status, now() + hours * interval '1 hour', now() + (hours + 1) * interval '1 hour'
       FROM slots s, (VALUES ('active', -0.5), ('active', 2), ('completed', -9)) AS kinds (status, hours)
       WHERE s.code ~ '^[0-9]' AND s.code::int <= $3`,
      [lot.businessId, owner.userId, bookingsPerLot],
    );
    const [large] = await domain.query<{ id: string }>(`SELECT id FROM lots WHERE name = 'Large' LIMIT 1`);
    lotId = large?.id ?? '';
  });
  after(() => domain.close());

  /** All rows that the plan has read, those that it dropped included. */
  async function rowsRead({ text }: Statement, values: string[]): Promise<number> {
    const literals = values.map((value) => `'${value}'`).join();
    return domain.db.transaction(async ({ manager }) => {
      await manager.query('SET LOCAL plan_cache_mode = force_generic_plan');
      await manager.query(`PREPARE reading AS ${text}`);
      const [row] = await manager.query<{ 'QUERY PLAN': [{ Plan: Node }] }[]>(
        `EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) EXECUTE reading (${literals})`,
      );
      await manager.query('DEALLOCATE reading');
      const count = (node: Node): number =>
        (node['Actual Rows'] +
          (node['Rows Removed by Filter'] ?? 0) +
          (node['Rows Removed by Index Recheck'] ?? 0)) *
          node['Actual Loops'] +
        (node.Plans ?? []).reduce((sum, plan) => sum + count(plan), 0);
      const plan = row?.['QUERY PLAN'][0].Plan;
      if (!plan) throw new Error('there is no plan');
      return count(plan);
    });
  }

  const listed = (limit = 100) => rowsRead(list, ['true', beyondLastId, String(limit + 1)]);

  it('are listed at the cost of the bookings that hold their slots, and never of the slots', async () => {
    expect(await listed(), 'rows without statistics').to.be.below(4 * 3 * bookingsPerLot * lotCount);
    await domain.query('VACUUM ANALYZE');
    expect(await listed(), 'rows').to.be.below(3 * bookingsPerLot * lotCount);
    expect(await listed(9), 'rows of a short page').to.be.below((3 * bookingsPerLot * lotCount) / 10);
  });

  it('are shown one by one at the cost of their slots, each read once', async () => {
    await domain.query('VACUUM ANALYZE');
    expect(await rowsRead(slotsOf, [lotId])).to.be.below(5 * slotsPerLot);
  });

  it('have the slots free that nobody holds now, and say until when', async () => {
    const { items } = await listLots(domain.db, { limit: 100 });
    expect(items).to.have.length(100);
    for (const { slotCount, freeSlots } of items)
      expect({ slotCount, freeSlots }).to.deep.equal({
        slotCount: slotsPerLot,
        freeSlots: slotsPerLot - bookingsPerLot,
      });
    await domain.query(
      `UPDATE bookings SET status = 'cancelled_by_user'
       WHERE lot_id = $1 AND starts_at < now() AND slot_id = (SELECT id FROM slots WHERE lot_id = $1 AND code = '0001')`,
      [lotId],
    );
    const { slots, slotCount, freeSlots } = await findLot(domain.db, lotId);
    expect({ slotCount, freeSlots }).to.deep.equal({ slotCount: 1_000, freeSlots: 971 });
    expect(slots[0]).to.deep.include({ code: '0001', free: true });
    expect(slots[0]?.freeUntil).to.match(/Z$/);
    expect(slots[1]).to.deep.include({ code: '0002', free: false, freeUntil: null });
    expect(slots[999]).to.deep.include({ code: '1000', free: true, freeUntil: null });
  });

  it('are found by the beginnings of words in their names and addresses, and in pages', async () => {
    const { owner, lot } = await domain.lot(1);
    const named = (name: string, address: string) =>
      addLot(domain.db, owner, lot.businessId, { ...lotDetails(1), name, address }, noOwnerLimits);
    const harbour = await named('Old Harbour-Garage', 'Rua de São João 5/7');
    const opera = await named("O'Hara (Opera)", 'St.James 12');
    const found = async (search: string) =>
      (await listLots(domain.db, { limit: 100, search })).items.map(({ name }) => name);
    for (const text of ['harb', 'GARAGE old', 'são', 'SÃO jo', 'joão 7', 'rua 5', 'old-harbour'])
      expect(await found(text), text).to.deep.equal([harbour.name]);
    for (const text of ["o'hara", 'james', 'opera) 12', "hara ' | !x:*"])
      expect(await found(text), text).to.deep.equal(text.includes('!x') ? [] : [opera.name]);
    for (const text of ['arbour', 'harbour opera', '?!', "'"])
      expect(await found(text), text).to.deep.equal([]);
    const first = await listLots(domain.db, { limit: 60, search: 'larg' });
    const rest = await listLots(domain.db, { limit: 60, search: 'larg', cursor: first.nextCursor ?? '' });
    expect(new Set([...first.items, ...rest.items].map(({ id }) => id))).to.have.lengthOf(lotCount);
    expect(rest.nextCursor).to.equal(null);
    await domain.query('UPDATE lots SET withdrawn_at = now() WHERE id = $1', [opera.id]);
    expect(await found('opera')).to.deep.equal([]);
    await domain.query('UPDATE lots SET withdrawn_at = now() WHERE id = ANY ($1)', [[harbour.id, lot.id]]);
  });

  it('do not count what is retired, held or not, and cost no more', async () => {
    // Ten of the held ones of each lot, and ten others.
    const some = `code ~ '^[0-9]' AND (code::int BETWEEN 11 AND 20 OR code::int > 990)`;
    await domain.query(`UPDATE slots SET retired_at = now() WHERE ${some}`);
    expect(await listed(), 'rows').to.be.below(3 * bookingsPerLot * lotCount + 3 * 20 * lotCount);
    const { items } = await listLots(domain.db, { limit: 100 });
    const others = items.filter(({ id }) => id !== lotId);
    expect(others).to.have.length(99);
    for (const { slotCount, freeSlots } of others)
      expect({ slotCount, freeSlots }).to.deep.equal({ slotCount: 980, freeSlots: 960 });
    await domain.query(`UPDATE slots SET retired_at = NULL WHERE ${some}`);
    for (const { slotCount } of (await listLots(domain.db, { limit: 100 })).items)
      expect(slotCount).to.equal(slotsPerLot);
  });

  it('count their slots rightly whoever adds and removes them', async () => {
    await domain.query(
      `INSERT INTO slots (lot_id, code) SELECT $1, 'new-' || n FROM generate_series(1, 5) AS n`,
      [lotId],
    );
    const retire = `UPDATE slots SET retired_at = now() WHERE lot_id = $1 AND code IN ('new-2', 'new-3')`;
    for (let times = 0; times < 2; times++) await domain.query(retire, [lotId]);
    await domain.query(`DELETE FROM slots WHERE lot_id = $1 AND code IN ('new-1', 'new-2')`, [lotId]);
    await domain.lot(7);
    expect(
      await domain.query(
        `SELECT FROM lots WHERE slot_count <>
           (SELECT count(*) FROM slots WHERE slots.lot_id = lots.id AND retired_at IS NULL)`,
      ),
    ).to.have.length(0);
  });
});

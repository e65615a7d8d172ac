import type { Lot, LotSlot, LotsQuery, LotSummary } from '../../contract/api/businesses.js';
import type { Page } from '../../contract/values.js';
import { beyondLastId, decodeRankedCursor, pageOf } from '../lists/cursor.js';
import type { Database } from '../../platform/postgres/database.js';
import { notFound } from '../errors.js';
import { statement, type Statement } from '../../platform/postgres/statement.js';
import { lotColumns, slotsWith, withFreeSlots } from './lot-view.js';
import { isOpen } from './open-lots.js';

export const list = statement(
  'list-lots',
  `WITH l AS MATERIALIZED (
     SELECT * FROM lots
     WHERE ${isOpen('lots')} AND (lots.approved, lots.id) < ($1::boolean, $2::uuid)
     ORDER BY lots.approved DESC, lots.id DESC
     LIMIT $3
   ),
   ${withFreeSlots('l.approved,')}
   ORDER BY l.approved DESC, l.id DESC`,
);

/** Of those that fit, so that a single letter does not read and sort all lots. */
const mostLookedAt = 2_000;

const search = statement(
  'search-lots',
  `WITH fitting AS MATERIALIZED (
     SELECT id, approved FROM lots
     WHERE ${isOpen('lots')} AND to_tsvector('simple', translate(name || ' ' || address, '.-/_@:&?=', '         ')) @@ lower($4)::tsquery
     LIMIT ${mostLookedAt}
   ),
   l AS MATERIALIZED (
     SELECT * FROM lots
     WHERE id = ANY (ARRAY(
       SELECT id FROM fitting WHERE (approved, id) < ($1::boolean, $2::uuid) ORDER BY approved DESC, id DESC LIMIT $3
     ))
   ),
   ${withFreeSlots('l.approved,')}
   ORDER BY l.approved DESC, l.id DESC`,
);

const mostWords = 8;

/** What PostgreSQL is to look for: all words, each by its beginning. Undefined where there is no word. */
function wordsIn(text: string): string | undefined {
  const words = text.match(/[\p{L}\p{M}\p{N}]+/gu)?.slice(0, mostWords);
  return words?.map((word) => `'${word}':*`).join(' & ');
}

const one = statement('find-lot', `SELECT ${lotColumns} FROM lots l WHERE l.id = $1`);
const oneOpen = statement('find-open-lot', `${one.text} AND ${isOpen('l')}`);

export const slotsOf = statement('list-slots', slotsWith('s.retired_at IS NULL'));

type RankedLot = LotSummary & { approved: boolean };

/** Sort order: approved businesses first, then newest first. */
const placeOf = ({ approved, id }: { approved: boolean; id: string }) => (approved ? '1' : '0') + id;

/** All public lots with their free slots, or those that are searched for, approved businesses first. */
export async function listLots(
  db: Database,
  { limit, cursor, search: text }: LotsQuery,
): Promise<Page<LotSummary>> {
  const { rank, id } = cursor === undefined ? { rank: '1', id: beyondLastId } : decodeRankedCursor(cursor);
  const words = text === undefined ? undefined : wordsIn(text);
  if (text !== undefined && words === undefined) return { items: [], nextCursor: null };
  const from = [rank, id, limit + 1];
  const rows = await (words === undefined
    ? db.query<RankedLot>(list, from)
    : db.query<RankedLot>(search, [...from, words]));
  const { items, nextCursor } = pageOf(rows, limit, placeOf);
  return { items: items.map(({ approved: _approved, ...lot }) => lot), nextCursor };
}

/**
 * One lot with each of its slots that can be booked.
 * @throws DomainError `not_found` for an unknown or unlisted lot.
 */
export const findLot = (db: Database, lotId: string): Promise<Lot> => find(db, lotId, oneOpen);

/** The same for admins, who can withdraw and restore it. @throws DomainError `not_found`. */
export const findAnyLot = (db: Database, lotId: string): Promise<Lot> => find(db, lotId, one);

async function find(db: Database, lotId: string, one: Statement): Promise<Lot> {
  const [lot] = await db.query<Omit<Lot, 'slots' | 'slotCount' | 'freeSlots'>>(one, [lotId]);
  if (!lot) throw notFound('lot');
  const slots = await db.query<LotSlot>(slotsOf, [lotId]);
  return { ...lot, slotCount: slots.length, freeSlots: slots.filter(({ free }) => free).length, slots };
}

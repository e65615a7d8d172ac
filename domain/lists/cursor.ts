import { DomainError } from '../errors.js';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A cursor is the id of the last row of a page, or what else the list is sorted by and its id. It names a place and gives no right: every list is scoped anyway. */
const encodeCursor = (lastPlace: string) => Buffer.from(lastPlace).toString('base64url');

/** @throws DomainError `invalid_cursor` for anything that no list has given out. */
export function decodeCursor(cursor: string): string {
  return assertId(Buffer.from(cursor, 'base64url').toString('latin1'));
}

/** Of a list that is sorted by a rank of one digit, and by id within it. @throws DomainError `invalid_cursor` likewise. */
export function decodeRankedCursor(cursor: string): { rank: '0' | '1'; id: string } {
  const place = Buffer.from(cursor, 'base64url').toString('latin1');
  const id = assertId(place.slice(1));
  const [rank] = place;
  if (rank !== '0' && rank !== '1') throw invalidCursor();
  return { rank, id };
}

/** Of a list that is sorted by a moment, in microseconds since 1970, and by id within it. @throws DomainError `invalid_cursor` likewise. */
export function decodeMomentCursor(cursor: string): { microseconds: string; id: string } {
  const place = /^(\d{1,16}):(.+)$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'));
  const [, microseconds, id] = place ?? [];
  if (microseconds === undefined || id === undefined) throw invalidCursor();
  return { microseconds, id: assertId(id) };
}

function assertId(id: string): string {
  if (!uuid.test(id)) throw invalidCursor();
  return id;
}

const invalidCursor = () =>
  new DomainError(
    'invalid_cursor',
    'This cursor was not given out by this list. Leave it out to start anew.',
  );

/** Sorts behind every id, so that "before this" means "from the newest". */
export const beyondLastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Sorts before every id, so that "after this" means "from the oldest". */
export const beforeFirstId = '00000000-0000-0000-0000-000000000000';

/** The same of moments. */
export const beforeFirstMoment = { microseconds: '0', id: beforeFirstId };

/**
 * Cuts a page out of rows that were read with `limit + 1`, in the order of the list.
 * @param placeOf what the cursor names a row by: as the list is sorted.
 * @returns the page, and the cursor of the next one or null on the last.
 */
export function pageOf<Row extends { id: string }>(
  rows: Row[],
  limit: number,
  placeOf: (row: Row) => string = ({ id }) => id,
) {
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last ? encodeCursor(placeOf(last)) : null };
}

import { DomainError } from '../errors.js';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Encodes a keyset cursor: the sort key of the last row of a page. It grants nothing, since every list is scoped to the caller. */
const encodeCursor = (lastPlace: string) => Buffer.from(lastPlace).toString('base64url');

/** @throws DomainError `invalid_cursor` */
export function decodeCursor(cursor: string): string {
  return assertId(Buffer.from(cursor, 'base64url').toString('latin1'));
}

/** For lists sorted by a one-digit rank and id. @throws DomainError `invalid_cursor` */
export function decodeRankedCursor(cursor: string): { rank: '0' | '1'; id: string } {
  const place = Buffer.from(cursor, 'base64url').toString('latin1');
  const id = assertId(place.slice(1));
  const [rank] = place;
  if (rank !== '0' && rank !== '1') throw invalidCursor();
  return { rank, id };
}

/** For lists sorted by time (microseconds since 1970) and id. @throws DomainError `invalid_cursor` */
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

/** Greater than every id. */
export const beyondLastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Less than every id. */
export const beforeFirstId = '00000000-0000-0000-0000-000000000000';

/** Before every time and id. */
export const beforeFirstMoment = { microseconds: '0', id: beforeFirstId };

/**
 * Makes a page of rows that were read with `limit + 1`.
 * @param placeOf the sort key of a row.
 * @returns the page, and the next cursor, null on the last page.
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

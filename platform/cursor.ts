import { Problem } from './errors.js';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A cursor is the id of the last row of a page. It names a place and gives no right: every list is scoped anyway. */
export const encodeCursor = (lastId: string) => Buffer.from(lastId).toString('base64url');

/** @throws Problem 400 for anything that no list has given out. */
export function decodeCursor(cursor: string): string {
  const id = Buffer.from(cursor, 'base64url').toString('latin1');
  if (!uuid.test(id)) {
    throw new Problem(
      400,
      'invalid_cursor',
      'This cursor was not given out by this list. Leave it out to start anew.',
    );
  }
  return id;
}

/** Sorts behind every id, so that "before this" means "from the newest". */
export const beyondLastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/**
 * Cuts a page out of rows that were read with `limit + 1`, newest first.
 * @returns the page, and the cursor of the next one or null on the last.
 */
export function pageOf<Row extends { id: string }>(rows: Row[], limit: number) {
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last ? encodeCursor(last.id) : null };
}

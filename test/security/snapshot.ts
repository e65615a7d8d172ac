import type pg from 'pg';

/** One hash per table over all of its rows, whatever their order. */
export type Snapshot = Record<string, string>;

/** What the whole database holds at one moment, or the rows in it that mention any of these. */
export async function takeSnapshot(db: pg.Pool, mentioned?: string[]): Promise<Snapshot> {
  const tables = await tablesOf(db);
  const where = mentioned ? 'WHERE t::text LIKE ANY ($1)' : '';
  const hashes = tables.map(
    (
      table,
    ) => `SELECT '${table}' AS name, count(*) || ':' || coalesce(sum(hashtextextended(t::text, 0)), 0) AS hash
                FROM ${table} t ${where}`,
  );
  const { rows } = await db.query<{ name: string; hash: string }>(
    hashes.join(' UNION ALL '),
    mentioned ? [mentioned.map((text) => `%${text}%`)] : [],
  );
  return Object.fromEntries(rows.map(({ name, hash }) => [name, hash]));
}

/** The tables in which any row is new, gone or different. */
export const changedTables = (before: Snapshot, after: Snapshot): string[] =>
  Object.keys(after).filter((table) => before[table] !== after[table]);

const known = new WeakMap<pg.Pool, string[]>();

/**
 * What changes at any time by itself: what workers fold out of bookings and payments, which are looked at themselves, and what gateways
 * write of their sockets.
 */
const derived = ['counters', 'counter_deltas', 'gateways', 'device_connections'];

/** Those that are there, so that a new one is looked at too. */
async function tablesOf(db: pg.Pool): Promise<string[]> {
  let tables = known.get(db);
  if (!tables) {
    const { rows } = await db.query<{ name: string }>(
      `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> ALL ($1) ORDER BY tablename`,
      [derived],
    );
    tables = rows.map(({ name }) => name);
    known.set(db, tables);
  }
  return tables;
}

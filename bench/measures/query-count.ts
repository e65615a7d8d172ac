import type pg from 'pg';

/** Makes PostgreSQL count what a process asks. */
export const counted = { PGOPTIONS: '-c pg_stat_statements.track=top' };

/** Statements that were executed in this database by those whose queries are counted, so far. */
export async function queriesSoFar(db: pg.Pool): Promise<number> {
  await db.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements');
  const { rows } = await db.query<{ calls: number }>(
    `SELECT coalesce(sum(calls), 0)::int AS calls FROM pg_stat_statements
     WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  );
  return rows[0]?.calls ?? NaN;
}

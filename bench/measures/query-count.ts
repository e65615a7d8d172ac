import type pg from 'pg';

/** Has pg_stat_statements count the statements of a process. */
export const counted = { PGOPTIONS: '-c pg_stat_statements.track=top' };

/** Statements executed in this database so far by connections that are `counted`. */
export async function queriesSoFar(db: pg.Pool): Promise<number> {
  await db.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements');
  const { rows } = await db.query<{ calls: number }>(
    `SELECT coalesce(sum(calls), 0)::int AS calls FROM pg_stat_statements
     WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  );
  return rows[0]?.calls ?? NaN;
}

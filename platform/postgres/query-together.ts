import type pg from 'pg';
import type { Runner } from './connection-pool.js';
import { begin } from './open-transaction.js';

/**
 * Whether the values are so many that a plan made for them is worth more than the time to make it (custom), or few, so that
 * PostgreSQL is to keep to the plan that it has (generic).
 */
export type Plan = 'custom' | 'generic';

/** Runs statements one after the other without a round trip in between. @returns the rows of the last one. */
export async function queryTogether<Row extends pg.QueryResultRow>(
  runner: Runner,
  configs: readonly pg.QueryConfig[],
): Promise<Row[]> {
  return lastRows(await allOrFirstError(configs.map((config) => runner.query<Row>(config))));
}

/** The same as one transaction, begin and commit included. */
export async function queryInTransaction<Row extends pg.QueryResultRow>(
  client: pg.PoolClient,
  configs: readonly pg.QueryConfig[],
  plan?: Plan,
): Promise<Row[]> {
  const begun = client.query(plan ? `${begin}; SET LOCAL plan_cache_mode = force_${plan}_plan` : begin);
  const sent = configs.map((config) => client.query<Row>(config));
  // After an error this rolls back, and says so without an error of its own.
  const ended = client.query('COMMIT');
  const [, ...answers] = await allOrFirstError<pg.QueryResult>([begun, ...sent, ended]);
  return lastRows(answers.slice(0, -1) as pg.QueryResult<Row>[]);
}

const lastRows = <Row extends pg.QueryResultRow>(results: pg.QueryResult<Row>[]): Row[] =>
  results.at(-1)?.rows ?? [];

/** What all of them come to, or the error of the first that failed, once none is on its way any more. */
async function allOrFirstError<Result>(running: Promise<Result>[]): Promise<Result[]> {
  const settled = await Promise.allSettled(running);
  return settled.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
}

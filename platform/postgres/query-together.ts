import type pg from 'pg';
import type { Runner } from './connection-pool.js';
import { begin } from './open-transaction.js';

/**
 * A custom plan for many values, where it is worth the planning time; a generic plan for few.
 */
export type Plan = 'custom' | 'generic';

/** Pipelines statements. @returns the rows of the last one. */
export async function queryTogether<Row extends pg.QueryResultRow>(
  runner: Runner,
  configs: readonly pg.QueryConfig[],
): Promise<Row[]> {
  return lastRows(await allOrFirstError(configs.map((config) => runner.query<Row>(config))));
}

/** Pipelines statements with BEGIN and COMMIT. */
export async function queryInTransaction<Row extends pg.QueryResultRow>(
  client: pg.PoolClient,
  configs: readonly pg.QueryConfig[],
  plan?: Plan,
): Promise<Row[]> {
  const begun = client.query(plan ? `${begin}; SET LOCAL plan_cache_mode = force_${plan}_plan` : begin);
  const sent = configs.map((config) => client.query<Row>(config));
  // After an error, COMMIT of the aborted transaction rolls back without an error.
  const ended = client.query('COMMIT');
  const [, ...answers] = await allOrFirstError<pg.QueryResult>([begun, ...sent, ended]);
  return lastRows(answers.slice(0, -1) as pg.QueryResult<Row>[]);
}

const lastRows = <Row extends pg.QueryResultRow>(results: pg.QueryResult<Row>[]): Row[] =>
  results.at(-1)?.rows ?? [];

/** All results, or the first error, after all have settled. */
async function allOrFirstError<Result>(running: Promise<Result>[]): Promise<Result[]> {
  const settled = await Promise.allSettled(running);
  return settled.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
}

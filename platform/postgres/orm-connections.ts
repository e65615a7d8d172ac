import type pg from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import type { ConnectionPool } from './connection-pool.js';

type Runner = QueryRunner & { databaseConnection?: pg.PoolClient };

/**
 * Makes TypeORM use the pool as statements do. By itself it does not log connection errors, and returns connections to the pool that
 * timed out or lead to a demoted primary.
 */
export function connectOrm(dataSource: DataSource, pool: ConnectionPool): void {
  (dataSource.driver as PostgresDriver).obtainMasterConnection = async () => {
    const client = await pool.take();
    return [
      client,
      (error?: Error) => {
        client.release(error);
      },
    ];
  };
  // The only one that TypeORM tells, together with whose connection it was, before it gives that back.
  dataSource.logger.logQueryError = (error, _query, _parameters, runner?: Runner) => {
    if (runner?.databaseConnection) pool.noteOn(runner.databaseConnection, error);
  };
}

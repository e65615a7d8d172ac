import pg from 'pg';
import type { DataSource, EntityTarget, ObjectLiteral } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import type { Logger } from '../observability/logger.js';
import { Announcements } from './announcements.js';
import { checkServer, checkSessionsAreOwn } from './check-server.js';
import { ConnectionPool } from './connection-pool.js';
import { watchPool } from './database-metrics.js';
import { DatabaseTrouble } from './connection-trouble.js';
import { openDataSource } from './data-source.js';
import { connectOrm } from './orm-connections.js';
import type { DatabasePooler } from './pooler.js';

export interface DatabaseOptions {
  url: string;
  /** The connection pooler; see `DATABASE_POOLER`. */
  pooler?: DatabasePooler;
  applicationName: string;
  poolSize: number;
  entities: EntityTarget<ObjectLiteral>[];
  log: Logger;
}

/** State shared by the pool and its transactions. */
export interface DatabaseContext {
  dataSource: DataSource;
  pool: ConnectionPool;
  /** Whether prepared statements survive between transactions. */
  keepsStatements: boolean;
  announcements: Announcements;
}

// bigint as number: sequences and counts stay far below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/**
 * Opens the pool.
 * @throws the driver's error when the server is not reachable within five seconds; another one for an unsupported server.
 */
export async function openDatabase({
  url,
  pooler = 'none',
  applicationName,
  poolSize,
  entities,
  log,
}: DatabaseOptions): Promise<DatabaseContext> {
  const trouble = new DatabaseTrouble(log);
  const dataSource = await openDataSource({
    url,
    pooler,
    applicationName,
    poolSize,
    entities,
    onIdleError: (error) => {
      trouble.note(error, 'an idle database connection failed');
    },
  });
  const connections = (dataSource.driver as PostgresDriver).master as pg.Pool;
  watchPool(connections);
  const pool = new ConnectionPool(connections, trouble);
  connectOrm(dataSource, pool);
  try {
    await pool.lend((client) => checkServer(client, pooler, log));
    // Needs two connections to compare.
    if (pooler === 'session' && poolSize > 1) await checkSessionsAreOwn(pool);
  } catch (error) {
    await dataSource.destroy();
    throw error;
  }
  return { dataSource, pool, keepsStatements: pooler !== 'transaction', announcements: new Announcements() };
}

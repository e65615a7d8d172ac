import pg from 'pg';
import { DataSource, type EntityTarget, type MixedList, type ObjectLiteral } from 'typeorm';
import { PostgresNamingStrategy } from './naming-strategy.js';
import type { DatabasePooler } from './pooler.js';
import { databaseAddress } from './url.js';
import { setSession, statementTimeoutMs } from './session-settings.js';

export interface DataSourceOptions {
  url: string;
  pooler: DatabasePooler;
  applicationName: string;
  poolSize: number;
  onIdleError: (error: Error) => void;
  entities?: EntityTarget<ObjectLiteral>[];
  // eslint-disable-next-line @typescript-eslint/no-unsafe-function-type -- as TypeORM has it
  migrations?: MixedList<Function>;
  /** Client-side query timeout, for a host that vanished or a partitioned network: no RST ever arrives. */
  answerTimeoutMs?: number;
}

const connectTimeoutMs = 5_000;

/**
 * A connection may break while pg-pool hands it from one owner to the next, when no error listener is attached. The unhandled
 * 'error' event would end the process; the next owner gets the error from its first query anyway.
 */
class HeardClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}

/**
 * Opens TypeORM's pool.
 * @throws the driver's error when the server cannot be reached within five seconds.
 */
export function openDataSource({
  url,
  pooler,
  applicationName,
  poolSize,
  onIdleError,
  entities = [],
  migrations = [],
  answerTimeoutMs = statementTimeoutMs + 5_000,
}: DataSourceOptions): Promise<DataSource> {
  return new DataSource({
    type: 'postgres',
    applicationName,
    poolSize,
    entities: entities as never[],
    namingStrategy: new PostgresNamingStrategy(),
    // Its gen_random_uuid() is part of PostgreSQL: no extension is needed for it.
    uuidExtension: 'pgcrypto',
    migrations,
    migrationsTableName: 'migrations',
    migrationsTransactionMode: 'each',
    installExtensions: false,
    connectTimeoutMS: connectTimeoutMs,
    poolErrorHandler: onIdleError,
    extra: {
      ...databaseAddress(url),
      Client: HeardClient,
      // Pipelining: independent statements are sent without waiting for each other's results.
      pipeline: true,
      query_timeout: answerTimeoutMs,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      // PgBouncer refuses most settings in the startup packet, so that they are set afterwards.
      ...(pooler === 'transaction' ? {} : { onConnect: setSession }),
    },
  }).initialize();
}

import pg from 'pg';
import { DataSource, type EntityTarget, type MixedList, type ObjectLiteral } from 'typeorm';
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
  /** Ends the wait for a server that does not even say that it is away: its machine is gone, or the line to it. */
  answerTimeoutMs?: number;
}

const connectTimeoutMs = 5_000;

/**
 * A connection may break in the moment in which the pool hands it from one owner to the next, when neither listens. An
 * error event without a listener would end the process; whoever gets the connection learns of it from its first query.
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
    migrations,
    migrationsTableName: 'migrations',
    migrationsTransactionMode: 'each',
    installExtensions: false,
    connectTimeoutMS: connectTimeoutMs,
    poolErrorHandler: onIdleError,
    extra: {
      ...databaseAddress(url),
      Client: HeardClient,
      // Statements that need not wait for each other's results are sent together.
      pipeline: true,
      query_timeout: answerTimeoutMs,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      // Not in the start-up message, of which PgBouncer refuses most settings.
      ...(pooler === 'transaction' ? {} : { onConnect: setSession }),
    },
  }).initialize();
}

import type pg from 'pg';
import { databaseUnavailable, statementTimeouts } from './database-metrics.js';
import { isDatabaseUnavailable, isReadOnlyServer, isStalePlan, isStatementTimeout } from './errors.js';
import type { DatabaseTrouble } from './connection-trouble.js';

/** Something that can run SQL: the pool, or the one connection of a transaction. */
export interface Runner {
  query<Row extends pg.QueryResultRow>(config: pg.QueryConfig): Promise<pg.QueryResult<Row>>;
}

/** Throttles replacing: many statements fail at the same moment after a failover. */
const replaceAllEveryMs = 100;

/** Wraps the driver's pool, and discards broken or outdated connections. */
export class ConnectionPool implements Runner {
  private readonly unwanted = new WeakSet<pg.PoolClient>();
  private readonly openedAtMs = new WeakMap<pg.PoolClient, number>();
  private replacedAllAtMs = -Infinity;

  constructor(
    private readonly pool: pg.Pool,
    private readonly trouble: DatabaseTrouble,
  ) {
    pool.on('connect', (client) => this.openedAtMs.set(client, performance.now()));
    // pg-pool removes a client that is ending when it is released.
    pool.on('release', (_error, client) => {
      if (this.isUnwanted(client)) void client.end();
    });
  }

  /** Runs one statement. pg-pool discards a connection on which it failed. */
  async query<Row extends pg.QueryResultRow>(config: pg.QueryConfig): Promise<pg.QueryResult<Row>> {
    try {
      return await this.pool.query<Row>(config);
    } catch (error) {
      this.note(error);
      throw error;
    }
  }

  /** Holds one connection while the work runs. */
  async lend<Result>(work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
    const client = await this.take();
    try {
      return await work(client);
    } catch (error) {
      this.noteOn(client, error);
      throw error;
    } finally {
      client.release();
    }
  }

  /** Holds one connection until the caller releases it. */
  async take(): Promise<pg.PoolClient> {
    try {
      return await this.pool.connect();
    } catch (error) {
      this.note(error);
      throw error;
    }
  }

  /** Notes an error of work on this connection, and has it closed on release where the connection or its server is at fault. */
  noteOn(client: pg.PoolClient, error: unknown): void {
    if (isDatabaseUnavailable(error)) this.unwanted.add(client);
    this.note(error);
  }

  /** Logs unavailability, and replaces all connections when the error means that all of them are outdated. */
  note(error: unknown): void {
    if (isStatementTimeout(error)) statementTimeouts.inc();
    else if (isDatabaseUnavailable(error)) databaseUnavailable.inc();
    this.trouble.note(error);
    // After a failover they lead to the old primary; after a migration their prepared plans are stale.
    if (isReadOnlyServer(error) || isStalePlan(error)) this.replaceAll();
  }

  private replaceAll(): void {
    if (performance.now() - this.replacedAllAtMs < replaceAllEveryMs) return;
    this.replacedAllAtMs = performance.now();
    // Connections in use are closed on release; taking and releasing the idle ones closes those too.
    for (let idle = this.pool.idleCount; idle > 0; idle--) {
      this.pool.connect().then(
        (client) => {
          client.release();
        },
        () => undefined,
      );
    }
  }

  private isUnwanted(client: pg.PoolClient): boolean {
    return this.unwanted.has(client) || (this.openedAtMs.get(client) ?? 0) < this.replacedAllAtMs;
  }
}

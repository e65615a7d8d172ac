import type pg from 'pg';
import { isDatabaseUnavailable, isReadOnlyServer, isStalePlan } from './errors.js';
import type { DatabaseTrouble } from './connection-trouble.js';

/** Something that can run SQL: the pool, or the one connection of a transaction. */
export interface Runner {
  query<Row extends pg.QueryResultRow>(config: pg.QueryConfig): Promise<pg.QueryResult<Row>>;
}

/** Of a crowd that fails at once, one is enough to replace everything. */
const replaceAllEveryMs = 100;

/** Lends the driver's connections, and takes out of use those that can be of none. */
export class ConnectionPool implements Runner {
  private readonly unwanted = new WeakSet<pg.PoolClient>();
  private readonly openedAtMs = new WeakMap<pg.PoolClient, number>();
  private replacedAllAtMs = -Infinity;

  constructor(
    private readonly pool: pg.Pool,
    private readonly trouble: DatabaseTrouble,
  ) {
    pool.on('connect', (client) => this.openedAtMs.set(client, performance.now()));
    // The pool asks next whether the client is ending, and then keeps it no longer.
    pool.on('release', (_error, client) => {
      if (this.isUnwanted(client)) void client.end();
    });
  }

  /** Runs one statement. A connection on which it failed is not used again. */
  async query<Row extends pg.QueryResultRow>(config: pg.QueryConfig): Promise<pg.QueryResult<Row>> {
    try {
      return await this.pool.query<Row>(config);
    } catch (error) {
      this.note(error);
      throw error;
    }
  }

  /** Lends one connection for as long as the work takes. */
  async lend<Result>(work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
    let client: pg.PoolClient | undefined;
    try {
      client = await this.pool.connect();
      return await work(client);
    } catch (error) {
      if (client && isDatabaseUnavailable(error)) this.replace(client);
      this.note(error);
      throw error;
    } finally {
      client?.release();
    }
  }

  /** Closes this connection when it is given back. */
  replace(client: pg.PoolClient): void {
    this.unwanted.add(client);
  }

  /** Logs what keeps us from the database, and replaces all connections when none of them can be right any more. */
  note(error: unknown): void {
    this.trouble.note(error);
    // After a fail-over they lead to what was the primary; after a migration they hold old plans.
    if (isReadOnlyServer(error) || isStalePlan(error)) this.replaceAll();
  }

  private replaceAll(): void {
    if (performance.now() - this.replacedAllAtMs < replaceAllEveryMs) return;
    this.replacedAllAtMs = performance.now();
    // What is in use is closed when it is given back; this gives back what is idle.
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

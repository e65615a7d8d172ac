import type pg from 'pg';
import type { DataSource, EntityManager } from 'typeorm';

/**
 * In a transaction, rows are found by their keys. PostgreSQL would rather read a whole table that its statistics call
 * small, and keeps to that plan while the table grows: on a new database until the first ANALYZE.
 */
export const begin = 'BEGIN; SET LOCAL enable_seqscan = off';

/** A statement that is to run with the commit. */
interface Last {
  config: pg.QueryConfig;
  /** Whether its values are one row for lists that hold a row of each caller. */
  isRow: boolean;
}

/** PostgreSQL has undone the whole transaction, for certain. */
export class RolledBack extends Error {
  constructor() {
    super('the transaction had failed and was rolled back');
    this.name = 'RolledBack';
  }
}

interface Savepoint {
  name: string;
  /** How many statements waited for the commit when it was set. */
  lastBefore: number;
}

/**
 * One transaction on one connection, with as few round trips as there are results to wait for: BEGIN travels with the
 * first statement, a savepoint with the one behind it, and COMMIT with what is to be done last.
 */
export class OpenTransaction {
  /** What was sent and not waited for. Where it fails, what is waited for fails too, or the commit does. */
  private readonly unwatched: Promise<unknown>[] = [];
  private readonly last: Last[] = [];
  private savepoints = 0;
  private ormManager: EntityManager | undefined;

  constructor(
    private readonly client: pg.PoolClient,
    private readonly dataSource: DataSource,
    settings = '',
  ) {
    this.send(begin + settings);
  }

  /** TypeORM, bound to this transaction. */
  get manager(): EntityManager {
    if (!this.ormManager) {
      const runner = this.dataSource.createQueryRunner();
      // It would take another connection of the pool, and begin and commit a transaction of its own around each `save`.
      Object.assign(runner, {
        databaseConnection: this.client,
        isTransactionActive: true,
        transactionDepth: 1,
      });
      this.ormManager = runner.manager;
    }
    return this.ormManager;
  }

  atCommit(config: pg.QueryConfig, isRow: boolean): void {
    this.last.push({ config, isRow });
  }

  /** @throws the first error of what was sent and not waited for; nothing was committed then. */
  async commit(): Promise<void> {
    for (const config of inLists(this.last)) this.send(config);
    const ended = this.client.query('COMMIT');
    const settled = await Promise.allSettled([...this.unwatched, ended]);
    for (const one of settled) if (one.status === 'rejected') throw one.reason;
    // After an error that somebody has caught, COMMIT rolls back, and says so without an error of its own.
    if ((await ended).command !== 'COMMIT') throw new RolledBack();
  }

  /** Its own error must not hide the one that matters: a broken connection has rolled back already. */
  async rollback(): Promise<void> {
    await this.client.query('ROLLBACK').catch(() => undefined);
  }

  setSavepoint(): Savepoint {
    const name = `savepoint_${++this.savepoints}`;
    this.send(`SAVEPOINT ${name}`);
    return { name, lastBefore: this.last.length };
  }

  release({ name }: Savepoint): void {
    this.send(`RELEASE SAVEPOINT ${name}`);
  }

  async rollBackTo({ name, lastBefore }: Savepoint): Promise<void> {
    this.last.length = lastBefore;
    await this.client.query(`ROLLBACK TO SAVEPOINT ${name}`).catch(() => undefined);
  }

  private send(query: string | pg.QueryConfig): void {
    const sent = typeof query === 'string' ? this.client.query(query) : this.client.query(query);
    sent.catch(() => undefined);
    this.unwatched.push(sent);
  }
}

/** The rows for one statement become one set of its values, with a list for each column. */
function inLists(last: readonly Last[]): pg.QueryConfig[] {
  const lists = new Map<string, { config: pg.QueryConfig; columns: unknown[][] }>();
  for (const { config } of last.filter(({ isRow }) => isRow)) {
    const values: unknown[] = config.values ?? [];
    const list = lists.get(config.text) ?? { config, columns: values.map(() => []) };
    for (const [n, value] of values.entries()) list.columns[n]?.push(value);
    lists.set(config.text, list);
  }
  return [
    ...last.filter(({ isRow }) => !isRow).map(({ config }) => config),
    ...[...lists.values()].map(({ config, columns }) => ({ ...config, values: columns })),
  ];
}

import type pg from 'pg';
import type { DataSource, EntityManager } from 'typeorm';

/**
 * Transactions find rows by key. On a new database, before the first ANALYZE, the planner prefers sequential scans of seemingly
 * small tables, and prepared statements keep such a plan while the table grows.
 */
export const begin = 'BEGIN; SET LOCAL enable_seqscan = off';

/** A statement that is pipelined with COMMIT. */
interface Last {
  config: pg.QueryConfig;
  /** Whether its values are one row of array parameters that hold a row per caller. */
  isRow: boolean;
}

/** The transaction was rolled back for certain. */
class RolledBack extends Error {
  constructor() {
    super('the transaction had failed and was rolled back');
    this.name = 'RolledBack';
  }
}

interface Savepoint {
  name: string;
  /** The number of statements queued for COMMIT when it was set. */
  lastBefore: number;
}

/**
 * A pipelined transaction on one connection: BEGIN is sent with the first statement, SAVEPOINT with the next one, and COMMIT with
 * the statements queued for it, so that the only round trips are those whose results are needed.
 */
export class OpenTransaction {
  /** Sent without awaiting. When one fails, the next awaited statement or the commit fails too. */
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
      // Otherwise TypeORM would take another connection, and wrap each `save` into a transaction of its own.
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

  /** @throws the first error of an unawaited statement; the transaction was rolled back. */
  async commit(): Promise<void> {
    for (const config of inLists(this.last)) this.send(config);
    const ended = this.client.query('COMMIT');
    const settled = await Promise.allSettled([...this.unwatched, ended]);
    for (const one of settled) if (one.status === 'rejected') throw one.reason;
    // After a caught error, COMMIT of the aborted transaction rolls back without an error: the command tag says ROLLBACK.
    if ((await ended).command !== 'COMMIT') throw new RolledBack();
  }

  /** Ignores its own error: on a broken connection the server has rolled back already. */
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

/** Merges the rows of equal statements into one statement with an array per column (for unnest). */
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

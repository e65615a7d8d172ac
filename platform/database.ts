import pg from 'pg';
import {
  DataSource,
  type EntityManager,
  type EntityTarget,
  type ObjectLiteral,
  type QueryRunner,
} from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import type { Logger } from './logger.js';
import { SharedStatements } from './shared-statements.js';
import type { Statement } from './statement.js';

export interface DatabaseOptions {
  url: string;
  applicationName: string;
  poolSize: number;
  entities: EntityTarget<ObjectLiteral>[];
  log: Logger;
}

/** Something that can run SQL: the pool, or the one connection of a transaction. */
interface Runner {
  query<Row extends pg.QueryResultRow>(config: pg.QueryConfig): Promise<pg.QueryResult<Row>>;
}

/** Ends a statement that hangs, so that one lost lock cannot hold a caller for ever. */
const statementTimeoutMs = 15_000;
const connectTimeoutMs = 5_000;

/** Ends the wait for a server that does not even say that: its machine is gone, or the line to it. */
const answerTimeoutMs = statementTimeoutMs + 5_000;

// Sequences and counts stay far below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

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
 * The way to PostgreSQL. The same interface stands for the pool, where each statement is a transaction of its own, and
 * for the inside of a transaction, so that an action need not know which one it was given.
 */
export class Database {
  private announced: string[] = [];
  private readonly shared = new SharedStatements((statement, asks) => this.query(statement, [asks]));

  private constructor(
    private readonly dataSource: DataSource,
    private readonly pool: pg.Pool,
    private readonly runner: Runner,
    /** TypeORM, for plain reads and writes; bound to the same transaction. */
    readonly manager: EntityManager,
    private readonly transactionRunner: QueryRunner | undefined,
    private readonly listeners: ((ids: string[]) => void)[],
  ) {}

  /** @throws the driver's error when the server cannot be reached within five seconds. */
  static async connect({
    url,
    applicationName,
    poolSize,
    entities,
    log,
  }: DatabaseOptions): Promise<Database> {
    const dataSource = new DataSource({
      type: 'postgres',
      url,
      applicationName,
      poolSize,
      entities: entities as never[],
      installExtensions: false,
      connectTimeoutMS: connectTimeoutMs,
      poolErrorHandler: (error: Error) =>
        log.warn('an idle database connection failed', { reason: error.message }),
      extra: {
        Client: HeardClient,
        // Statements that need not wait for each other's results are sent together.
        pipeline: true,
        statement_timeout: statementTimeoutMs,
        query_timeout: answerTimeoutMs,
        keepAlive: true,
        keepAliveInitialDelayMillis: 10_000,
      },
    });
    await dataSource.initialize();
    const pool = (dataSource.driver as PostgresDriver).master as pg.Pool;
    return new Database(dataSource, pool, pool, dataSource.manager, undefined, []);
  }

  /** Runs one prepared statement and gives its rows. */
  async query<Row extends pg.QueryResultRow>(statement: Statement, values: unknown[] = []): Promise<Row[]> {
    const { rows } = await this.runner.query<Row>({ name: statement.name, text: statement.text, values });
    return rows;
  }

  /** Whether this is the inside of a transaction. */
  get isTransaction(): boolean {
    return this.transactionRunner !== undefined;
  }

  /**
   * Runs a statement for this caller and all who ask for it at the same moment; see `SharedStatements`. Not for the
   * inside of a transaction, which is one caller's own.
   */
  async queryShared<Row extends object>(statement: Statement, ask: object): Promise<Row | undefined> {
    return (await this.shared.ask(statement, ask)) as Row | undefined;
  }

  /**
   * Runs `work` in one transaction, or in a savepoint when already inside of one. An error undoes what `work` did,
   * and what it announced, and is thrown on.
   */
  async transaction<Result>(work: (db: Database) => Promise<Result>): Promise<Result> {
    return this.transactionRunner ? this.savepoint(this.transactionRunner, work) : this.topLevel(work);
  }

  private async topLevel<Result>(work: (db: Database) => Promise<Result>): Promise<Result> {
    const queryRunner = this.dataSource.createQueryRunner();
    try {
      const runner = (await queryRunner.connect()) as Runner;
      const inside = new Database(
        this.dataSource,
        this.pool,
        runner,
        queryRunner.manager,
        queryRunner,
        this.listeners,
      );
      await queryRunner.startTransaction();
      let result: Result;
      try {
        result = await work(inside);
        await queryRunner.commitTransaction();
      } catch (error) {
        // A broken connection has rolled back already; its error must not hide the one that matters.
        await queryRunner.rollbackTransaction().catch(() => undefined);
        throw error;
      }
      this.publish(inside.announced);
      return result;
    } finally {
      await queryRunner.release();
    }
  }

  private async savepoint<Result>(
    queryRunner: QueryRunner,
    work: (db: Database) => Promise<Result>,
  ): Promise<Result> {
    const before = this.announced.length;
    await queryRunner.startTransaction();
    try {
      const result = await work(this);
      await queryRunner.commitTransaction();
      return result;
    } catch (error) {
      this.announced.length = before;
      await queryRunner.rollbackTransaction().catch(() => undefined);
      throw error;
    }
  }

  /**
   * Runs statements one after the other in one transaction, without a round trip in between: for statements that need
   * nothing of each other's results, and each of which must see what was committed while the one before it waited.
   * @param forMany the values are so many that a plan made for them is worth more than the time to make it, where
   * PostgreSQL would otherwise keep to the plan that it has. Inside a transaction it has no effect.
   * @param statements with values that the driver is sure to send (strings, numbers, lists of them): the commit is on its
   * way already when it refuses one.
   * @returns the rows of the last one. An error of PostgreSQL undoes all of them, and is thrown on.
   */
  async queryTogether<Row extends pg.QueryResultRow>(
    statements: readonly [Statement, unknown[]][],
    { forMany = false } = {},
  ): Promise<Row[]> {
    const send = (runner: Runner) =>
      statements.map(([{ name, text }, values]) => runner.query<Row>({ name, text, values }));
    if (this.transactionRunner) return lastRows(await allOrFirstError(send(this.runner)));
    const client = await this.pool.connect();
    try {
      const begun = client.query(forMany ? 'BEGIN; SET LOCAL plan_cache_mode = force_custom_plan' : 'BEGIN');
      const sent = send(client);
      // After an error this rolls back, and says so without an error of its own.
      const ended = client.query('COMMIT');
      const [, ...answers] = await allOrFirstError<pg.QueryResult>([begun, ...sent, ended]);
      return lastRows(answers.slice(0, -1) as pg.QueryResult<Row>[]);
    } finally {
      client.release();
    }
  }

  /** Hands ids of what was just written to the listeners, as soon as it is durable and never before. */
  announce(ids: string[]): void {
    if (this.transactionRunner) for (const id of ids) this.announced.push(id);
    else this.publish(ids);
  }

  onAnnounce(listener: (ids: string[]) => void): void {
    this.listeners.push(listener);
  }

  private publish(ids: string[]): void {
    if (ids.length > 0) for (const listener of this.listeners) listener(ids);
  }

  close(): Promise<void> {
    return this.dataSource.destroy();
  }
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

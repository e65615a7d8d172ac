import pg from 'pg';
import { type DataSource, type EntityManager, type EntityTarget, type ObjectLiteral } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { checkServer, checkSessionsAreOwn } from './check-server.js';
import { ConnectionPool, type Runner } from './connection-pool.js';
import { openDataSource } from './data-source.js';
import { ReadOnlyServer } from './errors.js';
import type { DatabasePooler } from './pooler.js';
import { DatabaseTrouble } from './connection-trouble.js';
import type { Logger } from '../observability/logger.js';
import { retryRolledBack } from './retry.js';
import { GroupCommit } from './group-commit.js';
import { commitParts, groupSettings, LeavesGroup, SharedWork, type Outcome } from './group-transaction.js';
import { begin, OpenTransaction } from './open-transaction.js';
import { statement, type Statement } from './statement.js';

export interface DatabaseOptions {
  url: string;
  /** What stands between this process and PostgreSQL; see `DATABASE_POOLER`. */
  pooler?: DatabasePooler;
  applicationName: string;
  poolSize: number;
  entities: EntityTarget<ObjectLiteral>[];
  log: Logger;
}

// Sequences and counts stay far below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

const isReadOnly = statement(
  'is-read-only',
  `SELECT pg_is_in_recovery() OR current_setting('transaction_read_only')::boolean AS "readOnly"`,
);

/**
 * What several callers ask for, done in one go. Gives each of them an answer, in the order of what they ask; undefined for
 * whom it does nothing. Known by its identity, so it is declared once.
 */
export type Batch<Ask, Answer> = (db: Database, asks: readonly Ask[]) => Promise<(Answer | undefined)[]>;

/** Who commits together with others, or by itself. */
interface Member {
  work: (db: Database) => Promise<unknown>;
  alone: () => Promise<unknown>;
}

/** What the pool and every transaction from it have in common. */
interface Common {
  dataSource: DataSource;
  pool: ConnectionPool;
  /** Whether a session of PostgreSQL is ours for long enough to remember statements. */
  keepsStatements: boolean;
  listeners: ((ids: string[]) => void)[];
}

/**
 * The way to PostgreSQL. The same interface stands for the pool, where each statement is a transaction of its own, and
 * for the inside of a transaction, so that an action need not know which one it was given.
 */
export class Database {
  private announced: string[] = [];
  /** Whether a member of a group has asked for something of its own, of which nobody knows what it has changed. */
  private hasOwnEffects = false;
  /** Of the pool alone. */
  private readonly groups: GroupCommit<Member> | undefined;

  private constructor(
    private readonly common: Common,
    private readonly runner: Runner,
    private readonly open?: OpenTransaction,
    /** Of a transaction that several share. */
    private readonly shared?: SharedWork,
  ) {
    if (!open) this.groups = new GroupCommit((members) => this.commitGroup(members));
  }

  /** TypeORM, for plain reads and writes; bound to the same transaction. */
  get manager(): EntityManager {
    this.hasOwnEffects = true;
    return this.open?.manager ?? this.common.dataSource.manager;
  }

  /**
   * @throws the driver's error when the server cannot be reached within five seconds, and another one when it is no
   * server that ParkMate can work with.
   */
  static async connect({
    url,
    pooler = 'none',
    applicationName,
    poolSize,
    entities,
    log,
  }: DatabaseOptions): Promise<Database> {
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
    const pool = new ConnectionPool((dataSource.driver as PostgresDriver).master as pg.Pool, trouble);
    try {
      await pool.lend((client) => checkServer(client, pooler, log));
      // A command with one connection has nothing to compare.
      if (pooler === 'session' && poolSize > 1) await checkSessionsAreOwn(pool);
    } catch (error) {
      await dataSource.destroy();
      throw error;
    }
    const common = { dataSource, pool, keepsStatements: pooler !== 'transaction', listeners: [] };
    return new Database(common, pool);
  }

  /** Runs one statement, prepared where its connection remembers it, and gives its rows. */
  async query<Row extends pg.QueryResultRow>(statement: Statement, values: unknown[] = []): Promise<Row[]> {
    this.hasOwnEffects = true;
    const run = () => this.runner.query<Row>(this.config(statement, values));
    const { rows } = await (this.open ? run() : retryRolledBack(run));
    return rows;
  }

  private config({ name, text }: Statement, values: unknown[]): pg.QueryConfig {
    return this.common.keepsStatements ? { name, text, values } : { text, values };
  }

  /** @throws ReadOnlyServer when it answers but takes no changes: a standby, or a primary that was replaced. */
  async requireWritable(): Promise<void> {
    await this.common.pool.lend(async (client) => {
      const { rows } = await client.query<{ readOnly: boolean }>(this.config(isReadOnly, []));
      if (rows[0]?.readOnly) throw new ReadOnlyServer();
    });
  }

  /** Whether this is the inside of a transaction. */
  get isTransaction(): boolean {
    return this.open !== undefined;
  }

  /** Whether others share this transaction; see `together`. */
  get isShared(): boolean {
    return this.shared !== undefined;
  }

  /** Does this for the caller, and in a transaction that others share for all of them who ask for it in the same turn. */
  async share<Ask, Answer>(batch: Batch<Ask, Answer>, ask: Ask): Promise<Answer | undefined> {
    if (!this.shared) return (await batch(this, [ask]))[0];
    // Not in this member's name: what is done for several is an effect of none.
    const db = new Database(this.common, this.runner, this.open);
    return (await this.shared.ask(batch, (asks) => batch(db, asks as Ask[]), ask)) as Answer | undefined;
  }

  /**
   * To be called before anything that is not for sharing: in a transaction that others share it throws what has `together`
   * do this work again alone. Elsewhere it does nothing.
   */
  leaveGroup(): void {
    if (this.shared) throw new LeavesGroup();
  }

  /**
   * Runs `work` in one transaction with the work of others who come at the same time, with one commit for all of them, and
   * alone when nobody else does. What they `share` is one statement each. Whoever throws has to be alone; after an effect
   * of theirs, or an error of PostgreSQL, the group is undone and all of them are. So `work` must have no effect outside of
   * the database, and wait for nothing else.
   * @param alone does the same alone; without it, in a transaction.
   */
  async together<Result>(
    work: (db: Database) => Promise<Result>,
    alone: () => Promise<Result> = () => this.transaction(work),
  ): Promise<Result> {
    if (!this.groups) return this.transaction(work);
    const outcome = (await this.groups.join({ work, alone })) as Outcome;
    return outcome ? (outcome.result as Result) : alone();
  }

  private async commitGroup(members: readonly Member[]): Promise<(Outcome | Error)[]> {
    const [first] = members;
    if (!first || members.length === 1) return Promise.all(members.map(({ alone }) => outcomeOf(alone())));
    const { dataSource, pool } = this.common;
    return pool.lend(async (client) => {
      const open = new OpenTransaction(client, dataSource, groupSettings);
      const shared = new SharedWork();
      const parts = members.map(({ work }) => {
        const db = new Database(this.common, client, open, shared);
        return { db, done: work(db), hasEffects: () => db.hasOwnEffects || db.announced.length > 0 };
      });
      const outcomes = await commitParts(open, parts);
      this.publish(parts.flatMap(({ db }, n) => (outcomes[n] ? db.announced : [])));
      return outcomes;
    });
  }

  /**
   * Runs `work` in one transaction, or in a savepoint when already inside of one. An error undoes what `work` did,
   * and what it announced, and is thrown on. What PostgreSQL undid for the sake of another transaction is done again, so
   * `work` must have no effect outside of the database, and no statement of it may be under way when it ends.
   */
  async transaction<Result>(work: (db: Database) => Promise<Result>): Promise<Result> {
    // The savepoints of several members would be each other's. An error undoes all of the group.
    if (this.shared) return work(this);
    return this.open ? this.savepoint(this.open, work) : retryRolledBack(() => this.topLevel(work));
  }

  private topLevel<Result>(work: (db: Database) => Promise<Result>): Promise<Result> {
    const { dataSource, pool } = this.common;
    return pool.lend(async (client) => {
      const open = new OpenTransaction(client, dataSource);
      const inside = new Database(this.common, client, open);
      try {
        const result = await work(inside);
        await open.commit();
        this.publish(inside.announced);
        return result;
      } catch (error) {
        await open.rollback();
        throw error;
      }
    });
  }

  private async savepoint<Result>(
    open: OpenTransaction,
    work: (db: Database) => Promise<Result>,
  ): Promise<Result> {
    const before = this.announced.length;
    const savepoint = open.setSavepoint();
    try {
      const result = await work(this);
      open.release(savepoint);
      return result;
    } catch (error) {
      this.announced.length = before;
      await open.rollBackTo(savepoint);
      throw error;
    }
  }

  /**
   * Runs statements one after the other in one transaction, without a round trip in between: for statements that need
   * nothing of each other's results, and each of which must see what was committed while the one before it waited.
   * @param plan whether the values are so many that a plan made for them is worth more than the time to make it (custom), or
   * few, so that PostgreSQL is to keep to the plan that it has (generic). Left out, or inside a transaction: as it thinks best.
   * @param statements with values that the driver is sure to send (strings, numbers, lists of them): the commit is on its
   * way already when it refuses one.
   * @returns the rows of the last one. An error of PostgreSQL undoes all of them, and is thrown on.
   */
  async queryTogether<Row extends pg.QueryResultRow>(
    statements: readonly [Statement, unknown[]][],
    { plan }: { plan?: 'custom' | 'generic' } = {},
  ): Promise<Row[]> {
    const send = (runner: Runner) =>
      statements.map(([statement, values]) => runner.query<Row>(this.config(statement, values)));
    this.hasOwnEffects = true;
    if (this.open) return lastRows(await allOrFirstError(send(this.runner)));
    const sendAll = async (client: pg.PoolClient): Promise<Row[]> => {
      const begun = client.query(plan ? `${begin}; SET LOCAL plan_cache_mode = force_${plan}_plan` : begin);
      const sent = send(client);
      // After an error this rolls back, and says so without an error of its own.
      const ended = client.query('COMMIT');
      const [, ...answers] = await allOrFirstError<pg.QueryResult>([begun, ...sent, ended]);
      return lastRows(answers.slice(0, -1) as pg.QueryResult<Row>[]);
    };
    return retryRolledBack(() => this.common.pool.lend(sendAll));
  }

  /**
   * Has a statement run as the last thing of this transaction, on its way together with the commit. Its error undoes
   * everything, and is what `transaction` throws.
   */
  atCommit(statement: Statement, values: unknown[]): void {
    this.last(statement, values, false);
  }

  /** The same for a statement that takes a list for each value, with those of all who share this transaction. */
  rowAtCommit(statement: Statement, row: unknown[]): void {
    this.last(statement, row, true);
  }

  private last(statement: Statement, values: unknown[], isRow: boolean): void {
    if (!this.open) throw new Error('there is no transaction to be committed');
    this.hasOwnEffects = true;
    this.open.atCommit(this.config(statement, values), isRow);
  }

  /** Hands ids of what was just written to the listeners, as soon as it is durable and never before. */
  announce(ids: string[]): void {
    if (this.open) for (const id of ids) this.announced.push(id);
    else this.publish(ids);
  }

  onAnnounce(listener: (ids: string[]) => void): void {
    this.common.listeners.push(listener);
  }

  private publish(ids: string[]): void {
    if (ids.length > 0) for (const listener of this.common.listeners) listener(ids);
  }

  close(): Promise<void> {
    return this.common.dataSource.destroy();
  }
}

/** What came of work, or its error. */
const outcomeOf = (work: Promise<unknown>): Promise<Outcome | Error> =>
  work.then(
    (result) => ({ result }),
    (error: unknown) => (error instanceof Error ? error : new Error('a member failed', { cause: error })),
  );

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

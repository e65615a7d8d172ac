import type pg from 'pg';
import type { EntityManager } from 'typeorm';
import type { Runner } from './connection-pool.js';
import { openDatabase, type DatabaseContext, type DatabaseOptions } from './database-context.js';
import { Effects } from './effects.js';
import { GroupCommit } from './group-commit.js';
import { commitGroup, LeavesGroup, type Member, type Outcome } from './group-transaction.js';
import { OpenTransaction } from './open-transaction.js';
import { queryInTransaction, queryTogether, type Plan } from './query-together.js';
import { assertWritable } from './read-only.js';
import { retryRolledBack } from './retry.js';
import type { SharedWork } from './shared-work.js';
import { queryConfig, type Statement } from './statement.js';

/**
 * What several callers ask for, done in one go. Gives each of them an answer, in the order of what they ask; undefined for
 * whom it does nothing. Known by its identity, so it is declared once.
 */
export type Batch<Ask, Answer> = (db: Database, asks: readonly Ask[]) => Promise<(Answer | undefined)[]>;

/**
 * The way to PostgreSQL. The same interface stands for the pool, where each statement is a transaction of its own, and
 * for the inside of a transaction, so that an action need not know which one it was given.
 */
export class Database {
  /** Of the pool alone. */
  private readonly groups: GroupCommit<Member<Database>> | undefined;

  private constructor(
    private readonly context: DatabaseContext,
    private readonly runner: Runner,
    private readonly open?: OpenTransaction,
    /** Of a transaction that several share. */
    private readonly shared?: SharedWork,
    private readonly effects = new Effects(),
  ) {
    if (open) return;
    this.groups = new GroupCommit((members) =>
      commitGroup(
        context,
        members,
        ({ client, open, shared, effects }) => new Database(context, client, open, shared, effects),
      ),
    );
  }

  /**
   * @throws the driver's error when the server cannot be reached within five seconds, and another one when it is no
   * server that ParkMate can work with.
   */
  static async connect(options: DatabaseOptions): Promise<Database> {
    const context = await openDatabase(options);
    return new Database(context, context.pool);
  }

  /**
   * TypeORM, for plain reads and writes of single rows; bound to the same transaction. What needs locks, common table
   * expressions or batches, or is asked many times a second, is a statement.
   */
  get manager(): EntityManager {
    this.effects.hasOwn = true;
    return this.open?.manager ?? this.context.dataSource.manager;
  }

  /** Runs one statement, prepared where its connection remembers it, and gives its rows. */
  async query<Row extends pg.QueryResultRow>(statement: Statement, values: unknown[] = []): Promise<Row[]> {
    this.effects.hasOwn = true;
    const run = () => this.runner.query<Row>(this.config(statement, values));
    const { rows } = await (this.open ? run() : retryRolledBack(run));
    return rows;
  }

  /**
   * Runs statements one after the other in one transaction, without a round trip in between: for statements that need
   * nothing of each other's results, and each of which must see what was committed while the one before it waited.
   * @param options.plan left out, or inside a transaction: as PostgreSQL thinks best.
   * @param statements with values that the driver is sure to send (strings, numbers, lists of them): the commit is on its
   * way already when it refuses one.
   * @returns the rows of the last one. An error of PostgreSQL undoes all of them, and is thrown on.
   */
  async queryTogether<Row extends pg.QueryResultRow>(
    statements: readonly [Statement, unknown[]][],
    { plan }: { plan?: Plan } = {},
  ): Promise<Row[]> {
    this.effects.hasOwn = true;
    const configs = () => statements.map(([statement, values]) => this.config(statement, values));
    if (this.open) return queryTogether(this.runner, configs());
    return retryRolledBack(() =>
      this.context.pool.lend((client) => queryInTransaction<Row>(client, configs(), plan)),
    );
  }

  private config(statement: Statement, values: unknown[]): pg.QueryConfig {
    return queryConfig(statement, values, this.context.keepsStatements);
  }

  /** @throws ReadOnlyServer when it answers but takes no changes: a standby, or a primary that was replaced. */
  requireWritable(): Promise<void> {
    return assertWritable(this.context);
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
    const db = new Database(this.context, this.runner, this.open);
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
    const { dataSource, pool, announcements } = this.context;
    return pool.lend(async (client) => {
      const open = new OpenTransaction(client, dataSource);
      const inside = new Database(this.context, client, open);
      try {
        const result = await work(inside);
        await open.commit();
        announcements.publish(inside.effects.announced);
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
    const { announced } = this.effects;
    const before = announced.length;
    const savepoint = open.setSavepoint();
    try {
      const result = await work(this);
      open.release(savepoint);
      return result;
    } catch (error) {
      announced.length = before;
      await open.rollBackTo(savepoint);
      throw error;
    }
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
    this.effects.hasOwn = true;
    this.open.atCommit(this.config(statement, values), isRow);
  }

  /** Hands ids of what was just written to the listeners, as soon as it is durable and never before. */
  announce(ids: string[]): void {
    if (this.open) for (const id of ids) this.effects.announced.push(id);
    else this.context.announcements.publish(ids);
  }

  onAnnounce(listener: (ids: string[]) => void): void {
    this.context.announcements.subscribe(listener);
  }

  close(): Promise<void> {
    return this.context.dataSource.destroy();
  }
}

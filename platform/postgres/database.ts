import type pg from 'pg';
import type { EntityManager } from 'typeorm';
import type { Runner } from './connection-pool.js';
import { tracedGroup, tracedStatements, tracedTransaction } from './database-spans.js';
import { openDatabase, type DatabaseContext, type DatabaseOptions } from './database-context.js';
import { inThisTrace } from '../observability/tracing.js';
import { Effects } from './effects.js';
import { GroupCommit } from './group-commit.js';
import {
  commitGroup,
  LeavesGroup,
  type Member,
  type MemberTransaction,
  type Outcome,
} from './group-transaction.js';
import { OpenTransaction } from './open-transaction.js';
import { queryInTransaction, queryTogether, type Plan } from './query-together.js';
import { assertWritable } from './read-only.js';
import { retryRolledBack } from './retry.js';
import type { SharedWork } from './shared-work.js';
import { queryConfig, type Statement } from './statement.js';

/**
 * Work for several callers in one statement. Returns one answer per request, in order; undefined when it had no effect. Batches are
 * identified by reference, so declare each once.
 */
export type Batch<Ask, Answer> = (db: Database, asks: readonly Ask[]) => Promise<(Answer | undefined)[]>;

/**
 * Access to PostgreSQL. The same interface serves the pool (each statement is its own transaction) and the inside of a transaction, so
 * that actions need not distinguish them.
 */
export class Database {
  /** For the pool only. */
  private readonly groups: GroupCommit<Member<Database>> | undefined;

  private constructor(
    private readonly context: DatabaseContext,
    private readonly runner: Runner,
    private readonly open?: OpenTransaction,
    /** For a group commit only. */
    private readonly shared?: SharedWork,
    private readonly effects = new Effects(),
  ) {
    if (open) return;
    const enter = ({ client, open, shared, effects }: MemberTransaction) =>
      new Database(context, client, open, shared, effects);
    this.groups = new GroupCommit((members) =>
      tracedGroup(members.length, () => commitGroup(context, members, enter)),
    );
  }

  /**
   * @throws the driver's error when the server is not reachable within five seconds; another one for an unsupported server.
   */
  static async connect(options: DatabaseOptions): Promise<Database> {
    const context = await openDatabase(options);
    return new Database(context, context.pool);
  }

  /**
   * TypeORM within the same transaction, for plain reads and writes of single rows. Locks, CTEs, batches and hot paths use
   * statements.
   */
  get manager(): EntityManager {
    this.effects.hasOwn = true;
    return this.open?.manager ?? this.context.dataSource.manager;
  }

  /** Runs one prepared statement and returns its rows. */
  async query<Row extends pg.QueryResultRow>(statement: Statement, values: unknown[] = []): Promise<Row[]> {
    this.effects.hasOwn = true;
    const run = () => this.runner.query<Row>(this.config(statement, values));
    return tracedStatements([statement], async () => {
      const { rows } = await (this.open ? run() : retryRolledBack(run));
      return rows;
    });
  }

  /**
   * Pipelines statements in one transaction: for statements that do not need each other's results, and whose snapshots must be taken
   * after the lock waits of the ones before.
   * @param options.plan omitted, or inside a transaction: PostgreSQL chooses.
   * @param statements with values that the driver can serialize (strings, numbers, arrays of them), since COMMIT is sent already when it
   * rejects one.
   * @returns the rows of the last one. An error rolls all of them back and is rethrown.
   */
  async queryTogether<Row extends pg.QueryResultRow>(
    statements: readonly [Statement, unknown[]][],
    { plan }: { plan?: Plan } = {},
  ): Promise<Row[]> {
    this.effects.hasOwn = true;
    const configs = () => statements.map(([statement, values]) => this.config(statement, values));
    return tracedStatements(
      statements.map(([statement]) => statement),
      () => {
        if (this.open) return queryTogether<Row>(this.runner, configs());
        return retryRolledBack(() =>
          this.context.pool.lend((client) => queryInTransaction<Row>(client, configs(), plan)),
        );
      },
    );
  }

  private config(statement: Statement, values: unknown[]): pg.QueryConfig {
    return queryConfig(statement, values, this.context.keepsStatements);
  }

  /** @throws ReadOnlyServer for a standby or a demoted primary. */
  requireWritable(): Promise<void> {
    return assertWritable(this.context);
  }

  /** Whether this is inside a transaction. */
  get isTransaction(): boolean {
    return this.open !== undefined;
  }

  /** Whether this is inside a group commit; see `together`. */
  get isShared(): boolean {
    return this.shared !== undefined;
  }

  /** Runs a batch for this caller; in a group commit, once for all members that request it in the same turn. */
  async share<Ask, Answer>(batch: Batch<Ask, Answer>, ask: Ask): Promise<Answer | undefined> {
    if (!this.shared) return (await batch(this, [ask]))[0];
    // Not counted as an effect of this member, since it serves several.
    const db = new Database(this.context, this.runner, this.open);
    return (await this.shared.ask(batch, (asks) => batch(db, asks as Ask[]), ask)) as Answer | undefined;
  }

  /**
   * Call before work that cannot be shared: in a group commit it throws, and `together` repeats the work alone. Otherwise a no-op.
   */
  leaveGroup(): void {
    if (this.shared) throw new LeavesGroup();
  }

  /**
   * Group commit: runs `work` in one transaction with the work of concurrent callers, or alone without any. What they `share` is one
   * statement each. A member that throws is repeated alone; if it had effects of its own, or PostgreSQL raised an error, the group is
   * rolled back and every member repeated alone. So `work` must have no side effects outside of the database, and await nothing else.
   * @param alone the same work without a group; by default in a transaction.
   */
  async together<Result>(
    work: (db: Database) => Promise<Result>,
    alone: () => Promise<Result> = () => this.transaction(work),
  ): Promise<Result> {
    if (!this.groups) return this.transaction(work);
    const member = { work: inThisTrace(work), alone: inThisTrace(alone) };
    const outcome = (await this.groups.join(member)) as Outcome;
    return outcome ? (outcome.result as Result) : alone();
  }

  /**
   * Runs `work` in a transaction, or in a savepoint when already inside one. An error rolls back its changes and announcements, and is
   * rethrown. Deadlocks and serialization failures are retried, so `work` must have no side effects outside of the database, and no
   * statement of it may be in flight when it ends.
   */
  async transaction<Result>(work: (db: Database) => Promise<Result>): Promise<Result> {
    // No savepoints in a group commit: members interleave. An error rolls the whole group back.
    if (this.shared) return work(this);
    return this.open
      ? this.savepoint(this.open, work)
      : tracedTransaction(() => retryRolledBack(() => this.topLevel(work)));
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
   * Pipelines a statement with COMMIT. Its error rolls the transaction back and is thrown by `transaction`.
   */
  atCommit(statement: Statement, values: unknown[]): void {
    this.last(statement, values, false);
  }

  /** The same for a statement with array parameters, which receive one row per member of the group. */
  rowAtCommit(statement: Statement, row: unknown[]): void {
    this.last(statement, row, true);
  }

  private last(statement: Statement, values: unknown[], isRow: boolean): void {
    if (!this.open) throw new Error('there is no transaction to be committed');
    this.effects.hasOwn = true;
    this.open.atCommit(this.config(statement, values), isRow);
  }

  /** Announces event ids to listeners after the commit. */
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

import DataLoader from 'dataloader';
import { endOf } from './end-of.js';
import type { Statement } from './statement.js';

/** Enough for a crowd, and so few that nobody waits long for the others. */
const asksPerStatement = 100;

/** From the start of a statement that several shared to the next: in a crowd each one wakes everybody, for however few. */
const spacingMs = 5;

/** Those who wait for an earlier statement to end wait no longer than this: its connection may be dead. */
const patienceMs = 50;

type Load = (ask: object) => Promise<unknown>;

/**
 * Runs one statement for many callers at once: one round trip, one commit, one start of the plan for all of them.
 * Whoever comes alone does not wait; whoever comes while the statement is on its way shares the next one. Statements
 * that several share keep a distance.
 */
export class SharedStatements {
  private readonly loads = new Map<string, Load>();

  /** @param run runs a statement whose one parameter is what is asked of it: a list, as JSON. */
  constructor(private readonly run: (statement: Statement, asks: string) => Promise<{ n: number }[]>) {}

  /**
   * @param statement takes a JSON list as $1 and gives each row the `n` of the member that it answers.
   * @returns the row that answers, or undefined. An error of the statement is thrown to all who share it.
   */
  ask(statement: Statement, ask: object): Promise<unknown> {
    let load = this.loads.get(statement.name);
    if (!load) this.loads.set(statement.name, (load = this.share(statement)));
    return load(ask);
  }

  private share(statement: Statement): Load {
    let underWay: Promise<unknown> = Promise.resolve();
    let sharedBefore = false;
    let startedAt = -Infinity;
    const answerAll = async (asks: readonly object[]): Promise<unknown[]> => {
      sharedBefore = asks.length > 1;
      startedAt = performance.now();
      const running = this.run(statement, JSON.stringify(asks.map((ask, n) => ({ n, ...ask }))));
      underWay = running;
      const answers = new Array<unknown>(asks.length).fill(undefined);
      for (const row of await running) answers[row.n] = row;
      return answers;
    };
    const loader = new DataLoader(answerAll, {
      cache: false,
      maxBatchSize: asksPerStatement,
      batchScheduleFn: (dispatch) =>
        void endOf(underWay, patienceMs).then(() => {
          const restMs = startedAt + spacingMs - performance.now();
          if (!sharedBefore) dispatch();
          else if (restMs > 0) setTimeout(dispatch, restMs);
          // Those who are just arriving come along.
          else setImmediate(dispatch);
        }),
    });
    return (ask) => loader.load(ask);
  }
}

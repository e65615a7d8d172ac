import { createTask, validate, type Logger as TaskLogger } from 'node-cron';
import type { Logger } from '../observability/logger.js';

/** A timer may fire slightly early; without this minimum the same match would run twice. */
const leastMs = 500;

/** What a timer of Node can wait for, a little less than 25 days. */
const longestMs = 24 * 86_400_000;

export interface Schedule {
  /** Resolves when the run that is under way has ended. */
  stop(): Promise<void>;
}

/**
 * Runs a task whenever a cron expression matches, whatever becomes of the time of day meanwhile. The time of day only
 * says how long to wait for the next match; the waiting is a timer's, which goes by the monotonic clock. A clock that
 * jumps, however far, therefore neither delays a run nor asks for one again, and the next wait goes by the new time.
 * node-cron's own timer would compare its match with the time of day: set back, it waits for as long again; set
 * forward, it blocks the process while it visits and logs each match in between.
 *
 * A run that is due while the last one is still under way is left out. node-cron logs runs that fail.
 * @param expression that `matchesApartMs` accepts.
 */
export function scheduleTask(
  name: string,
  expression: string,
  run: () => Promise<void>,
  log: Logger,
): Schedule {
  const task = createTask(expression, run, { name, logger: logInto(log, name) });
  let timer: NodeJS.Timeout | undefined;
  let underWay: Promise<unknown> | undefined;

  /** Milliseconds until the next match that is no nearer than this, or about as far as matches lie apart. */
  const nextInMs = (nearestMs: number): number => {
    const [first, second] = task.getNextRuns(2).map((at) => at.getTime());
    if (first === undefined || second === undefined) throw new Error(`${expression} never matches`);
    const gapMs = second - first;
    const inMs = first - Date.now();
    // The time may have jumped since the matches were asked for, too.
    return Math.min(Math.max(inMs < nearestMs ? inMs + gapMs : inMs, nearestMs), gapMs + nearestMs);
  };

  const due = () => {
    timer = setTimeout(due, nextInMs(leastMs));
    if (underWay) {
      log.debug('a task is due again while it is still running', { task: name });
      return;
    }
    underWay = task.execute().then(ended, ended);
  };
  const ended = () => (underWay = undefined);

  timer = setTimeout(due, nextInMs(0));
  return {
    stop: async () => {
      clearTimeout(timer);
      await underWay;
      await task.destroy();
    },
  };
}

/**
 * How far the matches of a cron expression lie apart, as far as the next ones can tell.
 * @throws for one that is not valid, or whose matches do not lie equally far apart, by less than 24 days.
 */
export function matchesApartMs(expression: string): number {
  if (!validate(expression)) throw new Error('is no cron expression');
  const task = createTask(expression, () => undefined);
  const [first, second, third] = task.getNextRuns(3).map((at) => at.getTime());
  void task.destroy();
  if (first === undefined || second === undefined || third === undefined) throw new Error('never matches');
  const apartMs = second - first;
  if (third - second !== apartMs) throw new Error('matches at unequal distances');
  if (apartMs >= longestMs) throw new Error('matches too seldom');
  return apartMs;
}

const logInto = (log: Logger, task: string): TaskLogger => {
  const write =
    (level: 'info' | 'warn' | 'error' | 'debug') =>
    (message: string | Error, error?: Error): void => {
      log.log(level, 'node-cron', {
        task,
        reason: message instanceof Error ? message.message : message,
        error,
      });
    };
  return { info: write('info'), warn: write('warn'), error: write('error'), debug: write('debug') };
};

import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ProcessLog } from './process-log.js';
import type { ProcessName, ProcessTable } from './process-table.js';
import { SetupProblem } from '../setup-problem.js';
import type { StopPlan } from './table-file.js';

export interface PartPlan {
  name: ProcessName;
  command: string;
  args: string[];
  options: SpawnOptions;
  stop: StopPlan;
  log: ProcessLog;
  /** A file for its standard input. */
  input?: string;
  /** Readiness probe, polled after each start; throws the reason while the process is not ready. */
  isReady: () => Promise<unknown>;
  /** Timeout of the first start in milliseconds; default one minute. */
  readyWithinMs?: number;
}

const firstDelayMs = 150;
const longestDelayMs = 10_000;
const stableAfterMs = 10_000;
const askEveryMs = 25;
const startAttempts = 5;
const usuallyReadyWithinMs = 60_000;
/** EX_CONFIG: the settings are invalid, so a restart cannot help. */
const badSettingsExitCode = 78;

/** A supervised process: restarted after a crash, with exponential backoff while it keeps crashing. */
export class ManagedProcess {
  private child: ChildProcess | undefined;
  private crashes = 0;
  private wasReady = false;
  /** The last failure of the readiness probe. */
  private notReady = 'it was not asked yet';
  private readonly stopping = new AbortController();

  constructor(
    private readonly plan: PartPlan,
    private readonly session: { table: ProcessTable; onChange: () => void },
  ) {}

  get name(): ProcessName {
    return this.plan.name;
  }

  /** Undefined while it is not running. */
  get pid(): number | undefined {
    return this.child?.pid;
  }

  /**
   * Resolves when the process is ready for the first time; it is supervised from then on.
   * @throws SetupProblem with its last log lines, when it keeps crashing before it was ever ready, or is not ready
   * after a minute.
   */
  start(): Promise<void> {
    const { readyWithinMs = usuallyReadyWithinMs } = this.plan;
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        reject(
          new SetupProblem(
            `The ${this.name} is not ready after ${readyWithinMs / 1000} s: ${this.notReady}. It said:`,
            this.lastLines().join('\n'),
          ),
        );
      }, readyWithinMs);
      const onReady = () => {
        clearTimeout(late);
        resolve();
      };
      this.keepRunning(onReady).catch((error: unknown) => {
        clearTimeout(late);
        reject(error instanceof Error ? error : new Error(String(error)));
      });
    });
  }

  private lastLines(): string[] {
    return this.plan.log.lastLines().map((line) => `    ${line}`);
  }

  /** Stops supervising: the process is not restarted any more. */
  retire(): void {
    this.stopping.abort();
  }

  private isRetired(): boolean {
    return this.stopping.signal.aborted;
  }

  private async keepRunning(onReady: () => void): Promise<void> {
    while (!this.isRetired()) {
      const startedAt = performance.now();
      const reason = await this.runOnce(onReady);
      if (this.isRetired()) return;

      this.crashes = performance.now() - startedAt > stableAfterMs ? 1 : this.crashes + 1;
      const last = this.lastLines();
      if (!this.wasReady && (this.crashes === startAttempts || reason === `code ${badSettingsExitCode}`)) {
        throw new SetupProblem(`${this.name} does not start (${reason}). It said:`, last.join('\n'));
      }
      const delayMs = Math.min(firstDelayMs * 2 ** (this.crashes - 1), longestDelayMs);
      console.error(
        [`! ${this.name} ended (${reason}); starting it again in ${delayMs} ms. It said:`, ...last].join(
          '\n',
        ),
      );
      await sleep(delayMs, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
  }

  /** Runs the process once. Resolves to the reason of its exit. */
  private async runOnce(onReady: () => void): Promise<string> {
    const { name, command, args, stop, options, log, input } = this.plan;
    const { stdio, attach } = log.open();
    const stdin = input === undefined ? undefined : openSync(input, 'r');
    const child = this.session.table.spawn(name, command, args, stop, {
      ...options,
      stdio: [stdin ?? 'ignore', ...stdio],
    });
    if (stdin !== undefined) closeSync(stdin);
    attach(child);
    const ended = new Promise<string>((resolve) => {
      child.once('error', (error) => {
        resolve(error.message);
      });
      child.once('exit', (code, signal) => {
        resolve(signal ? `signal ${signal}` : `code ${code}`);
      });
    });
    this.child = child;
    this.session.onChange();
    void this.awaitReady(child, onReady);
    const reason = await ended;
    this.child = undefined;
    this.session.onChange();
    return reason;
  }

  private async awaitReady(child: ChildProcess, onReady: () => void): Promise<void> {
    while (this.child === child && !(await this.isReady())) await sleep(askEveryMs);
    if (this.child !== child) return;
    if (this.wasReady) console.log(`  ✓ ${this.name} is back`);
    this.wasReady = true;
    onReady();
  }

  private async isReady(): Promise<boolean> {
    try {
      await this.plan.isReady();
      return true;
    } catch (error) {
      this.notReady = error instanceof Error ? error.message : String(error);
      return false;
    }
  }
}

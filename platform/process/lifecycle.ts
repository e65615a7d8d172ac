import type { Logger } from '../observability/logger.js';
import { messageOf } from '../errors.js';

const forceAfterMs = 10_000;

/**
 * Stops a process in named steps, last started first, and by force when that takes over ten seconds. It begins with
 * SIGTERM, SIGINT, or the death of a parent that holds an IPC channel. A second request changes nothing.
 */
export class Lifecycle {
  private readonly steps: { name: string; stop: () => unknown }[] = [];
  private stopping: Promise<void> | undefined;

  constructor(private readonly log: Logger) {}

  /** Registers how to stop what has just been started. */
  onStop(name: string, stop: () => unknown): void {
    this.steps.push({ name, stop });
  }

  /** From here on the process stops when it is asked to, and dies on an error that nobody caught. */
  listen(): void {
    // A parent that dies takes the other end of the output with it. That must not become an error of ours, which
    // would want to be printed in turn.
    for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined);
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.on(signal, () => void this.stop(signal, 0));
    }
    process.on('disconnect', () => void this.stop('parent is gone', 0));
    process.on('uncaughtException', (error) => {
      this.log.error('uncaught error', { error });
      void this.stop('uncaught error', 1);
    });
    process.on('unhandledRejection', (error) => {
      this.log.error('unhandled rejection', { error });
      void this.stop('unhandled rejection', 1);
    });
  }

  stop(reason: string, exitCode: number): Promise<void> {
    this.stopping ??= this.runSteps(reason, exitCode);
    return this.stopping;
  }

  private async runSteps(reason: string, exitCode: number): Promise<void> {
    this.log.info('stopping', { reason });
    setTimeout(() => {
      this.log.error('forced to stop', { afterMs: forceAfterMs });
      process.exit(1);
    }, forceAfterMs).unref();

    await this.stopParts();
    this.log.info('stopped');
    process.exit(exitCode);
  }

  /** Stops what was started so far, without ending the process. */
  async stopParts(): Promise<void> {
    for (let step = this.steps.pop(); step; step = this.steps.pop()) {
      const { name, stop } = step;
      this.log.debug('stopping a part', { part: name });
      try {
        await stop();
      } catch (error) {
        this.log.warn('a part did not stop cleanly', { part: name, reason: messageOf(error) });
      }
    }
  }
}

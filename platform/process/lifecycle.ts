import type { Logger } from '../observability/logger.js';
import { messageOf } from '../errors.js';

const forceAfterMs = 10_000;

/**
 * Graceful shutdown in named steps, in reverse order of the start, and a forced exit after ten seconds. Triggered by
 * SIGTERM, SIGINT, or the end of the IPC channel to a parent. Further signals are ignored.
 */
export class Lifecycle {
  private readonly steps: { name: string; stop: () => unknown }[] = [];
  private stopping: Promise<void> | undefined;

  constructor(private readonly log: Logger) {}

  /** Registers the shutdown step of what was just started. */
  onStop(name: string, stop: () => unknown): void {
    this.steps.push({ name, stop });
  }

  /** Installs the handlers of signals and uncaught errors. */
  listen(): void {
    // When the parent dies, writing to stdout or stderr fails with EPIPE. Logging that error would fail the same way.
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

  /** Runs the shutdown steps without exiting. */
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

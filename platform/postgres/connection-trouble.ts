import { databaseAdvice } from './advice.js';
import { databaseErrorCode, isDatabaseUnavailable } from './errors.js';
import { messageOf } from '../errors.js';
import type { Logger } from '../observability/logger.js';

const everyMs = 60_000;

/** Logs database unavailability once a minute per cause: every request and job fails with it. */
export class DatabaseTrouble {
  private readonly causes = new Map<string, { saidAtMs: number; unsaid: number }>();

  constructor(
    private readonly log: Logger,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}

  /** Ignores errors that concern the statement rather than the server. */
  note(error: unknown, what = 'the database is unavailable'): void {
    if (!isDatabaseUnavailable(error)) return;
    const reason = messageOf(error);
    const code = databaseErrorCode(error);
    const cause = `${what}: ${code ?? reason}`;
    const known = this.causes.get(cause);
    if (known && this.nowMs() - known.saidAtMs < everyMs) {
      known.unsaid++;
      return;
    }
    this.causes.set(cause, { saidAtMs: this.nowMs(), unsaid: 0 });
    const unsaid = known?.unsaid ? { unsaid: known.unsaid } : {};
    this.log.warn(what, { code, reason, advice: databaseAdvice(error), ...unsaid });
  }
}

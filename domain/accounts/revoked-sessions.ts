import type { Clock } from '../../platform/postgres/clock.js';
import type { Database } from '../../platform/postgres/database.js';
import { messageOf } from '../../platform/errors.js';
import type { Logger } from '../../platform/observability/logger.js';
import { statement } from '../../platform/postgres/statement.js';

const pollEveryMs = 2_000;

/** A revocation becomes visible at its commit, up to a minute after its timestamp. */
const latestCommitMs = 60_000;

// Also covers a database clock that was set back since the last poll.
const revokedSince = statement(
  'revoked-since',
  `WITH since AS MATERIALIZED (
     SELECT least($1, statement_timestamp()) - make_interval(secs => $2) AS at)
   SELECT id FROM sessions WHERE revoked_at > (SELECT at FROM since)
   UNION ALL
   SELECT id FROM removed_sessions WHERE removed_at > (SELECT at FROM since)`,
);

interface Services {
  db: Database;
  clock: Clock;
  log: Logger;
}

/**
 * Sessions whose unexpired access tokens are refused: signed out, deleted with their account, or revoked because it was suspended or its
 * role changed. Revocations by this process apply at once, those by others (also by SQL) within two seconds, by polling.
 */
export class RevokedSessions {
  private readonly heardAtMs = new Map<string, number>();
  private readonly listeners: ((sessionId: string) => void)[] = [];
  private readonly relevantMs: number;
  private timer: NodeJS.Timeout | undefined;
  private knownUntilMs: number;

  private constructor(
    private readonly services: Services,
    tokenTtlSeconds: number,
  ) {
    this.relevantMs = tokenTtlSeconds * 1_000 + latestCommitMs;
    this.knownUntilMs = services.clock.now().getTime() - this.relevantMs;
  }

  /** @throws when the database is unavailable. */
  static async start(services: Services, tokenTtlSeconds: number): Promise<RevokedSessions> {
    const sessions = new RevokedSessions(services, tokenTtlSeconds);
    await sessions.look();
    sessions.timer = setInterval(() => {
      sessions.look().catch((error: unknown) => {
        services.log.debug('revoked sessions were not read', { reason: messageOf(error) });
      });
    }, pollEveryMs).unref();
    return sessions;
  }

  has(sessionId: string): boolean {
    return this.heardAtMs.has(sessionId);
  }

  /** After a commit in this process, or a message of another one. Notifies listeners once per session. */
  revoke(sessionId: string): void {
    this.add(sessionId, this.services.clock.now().getTime());
  }

  onRevoked(listener: (sessionId: string) => void): void {
    this.listeners.push(listener);
  }

  /** Polls for revocations since the last poll. */
  async look(): Promise<void> {
    const nowMs = this.services.clock.now().getTime();
    // The clock was set back: re-read what may have been forgotten too early.
    if (nowMs < this.knownUntilMs) this.knownUntilMs = nowMs - this.relevantMs;
    const rows = await this.services.db.query<{ id: string }>(revokedSince, [
      new Date(this.knownUntilMs),
      latestCommitMs / 1_000,
    ]);
    for (const { id } of rows) this.add(id, nowMs);
    this.knownUntilMs = nowMs;
    this.forget(nowMs - this.relevantMs - latestCommitMs);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private add(sessionId: string, atMs: number): void {
    if (this.has(sessionId)) return;
    this.heardAtMs.set(sessionId, atMs);
    for (const listener of this.listeners) listener(sessionId);
  }

  /** Forgets sessions whose access tokens have all expired. */
  private forget(beforeMs: number): void {
    for (const [sessionId, atMs] of this.heardAtMs) {
      if (atMs < beforeMs) this.heardAtMs.delete(sessionId);
    }
  }
}

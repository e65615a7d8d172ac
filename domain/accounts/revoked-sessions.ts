import type { Clock } from '../../platform/postgres/clock.js';
import type { Database } from '../../platform/postgres/database.js';
import { messageOf } from '../../platform/errors.js';
import type { Logger } from '../../platform/observability/logger.js';
import { statement } from '../../platform/postgres/statement.js';

const pollEveryMs = 2_000;

/** A revocation is seen when it commits, which may be later than its time says, but never by a minute. */
const latestCommitMs = 60_000;

// The clock of the database may have been set back behind the last look.
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
 * The sessions whose access tokens must be refused although they have not expired: signed out, removed with their account,
 * or ended because it was suspended or its role changed. What this process revokes counts at once; what others did, with ParkMate or with SQL, is
 * heard of within two seconds, by looking.
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

  /** @throws when the database cannot be asked. */
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

  /** For what has just been committed here, or what another process says so of. Tells the listeners once. */
  revoke(sessionId: string): void {
    this.add(sessionId, this.services.clock.now().getTime());
  }

  onRevoked(listener: (sessionId: string) => void): void {
    this.listeners.push(listener);
  }

  /** Reads what was revoked since the last look. */
  async look(): Promise<void> {
    const nowMs = this.services.clock.now().getTime();
    // The clock was set back: what was forgotten since it ran ahead may matter again.
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

  /** Access tokens of sessions that were revoked so long ago have expired. */
  private forget(beforeMs: number): void {
    for (const [sessionId, atMs] of this.heardAtMs) {
      if (atMs < beforeMs) this.heardAtMs.delete(sessionId);
    }
  }
}

import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database.js';
import { messageOf } from '../../platform/errors.js';
import type { Logger } from '../../platform/logger.js';
import { statement } from '../../platform/statement.js';

const pollEveryMs = 2_000;

/** A revocation is seen when it commits, which may be later than its time says, but never by a minute. */
const latestCommitMs = 60_000;

const revokedSince = statement(
  'revoked-since',
  `SELECT id, revoked_at AS "revokedAt" FROM sessions WHERE revoked_at > $1
   UNION ALL
   SELECT id, removed_at FROM removed_sessions WHERE removed_at > $1`,
);

interface Services {
  db: Database;
  clock: Clock;
  log: Logger;
}

/**
 * The sessions whose access tokens must be refused although they have not expired: signed out, removed with their account,
 * or ended because its role changed. What this process revokes counts at once; what others did, with ParkMate or with SQL, is
 * heard of within two seconds, by looking.
 */
export class RevokedSessions {
  private readonly revokedAtMs = new Map<string, number>();
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
    return this.revokedAtMs.has(sessionId);
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
    const rows = await this.services.db.query<{ id: string; revokedAt: Date }>(revokedSince, [
      new Date(this.knownUntilMs - latestCommitMs),
    ]);
    for (const { id, revokedAt } of rows) this.add(id, revokedAt.getTime());
    this.knownUntilMs = nowMs;
    this.forget(nowMs - this.relevantMs - latestCommitMs);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private add(sessionId: string, atMs: number): void {
    if (this.has(sessionId)) return;
    this.revokedAtMs.set(sessionId, atMs);
    for (const listener of this.listeners) listener(sessionId);
  }

  /** Access tokens of sessions that were revoked so long ago have expired. */
  private forget(beforeMs: number): void {
    for (const [sessionId, atMs] of this.revokedAtMs) {
      if (atMs < beforeMs) this.revokedAtMs.delete(sessionId);
    }
  }
}

import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Caller } from '../../domain/accounts/caller.js';
import { secretsOf } from '../../platform/process/secret.js';
import { ScopedCookie } from '../auth/scoped-cookie.js';
import { deriveKeys, SealedBox } from '../../platform/sealed-box.js';
import type { Services } from '../services.js';

/** Where the queue board is. */
export const boardPath = '/admin/queues';

const longestSeconds = 600;
const purpose = 'queue board';

/** Of those who may see the board. */
const ticket = z.object({
  userId: z.string(),
  sessionId: z.string(),
  role: z.enum(['operator', 'admin']),
  until: z.number(),
});

/**
 * Lets a browser open the queue board, where it can send no token: a sealed cookie for the board's addresses alone, which
 * ends after ten minutes, or at once with the session that it was given to. A changed role ends the session.
 */
export class BoardSessions {
  private readonly box: SealedBox;
  private readonly cookie: ScopedCookie;
  private readonly seconds: number;

  constructor(private readonly services: Pick<Services, 'env' | 'clock' | 'revokedSessions'>) {
    const { env } = services;
    this.box = new SealedBox(deriveKeys(secretsOf(env), purpose));
    this.cookie = new ScopedCookie('parkmate_board', env.PUBLIC_ORIGIN, boardPath);
    // `RevokedSessions` remembers a session for as long as its access tokens live.
    this.seconds = Math.min(longestSeconds, env.ACCESS_TOKEN_TTL_SECONDS);
  }

  open(res: Response, { userId, sessionId, role }: Caller): void {
    const until = this.services.clock.now().getTime() + this.seconds * 1_000;
    const sealed = this.box.seal(JSON.stringify({ userId, sessionId, role, until }), purpose);
    this.cookie.write(res, sealed.toString('base64url'), this.seconds);
  }

  /** Who may see the board. Undefined for everybody else, whatever the reason. */
  read(req: Request): Caller | undefined {
    const sealed = this.cookie.read(req);
    const opened = sealed === undefined ? undefined : ticket.safeParse(this.unseal(sealed)).data;
    if (!opened || opened.until <= this.services.clock.now().getTime()) return undefined;
    return this.services.revokedSessions.has(opened.sessionId) ? undefined : opened;
  }

  private unseal(sealed: string): unknown {
    try {
      return JSON.parse(this.box.open(Buffer.from(sealed, 'base64url'), purpose)) as unknown;
    } catch {
      return undefined;
    }
  }
}

import { parseCookie, stringifySetCookie } from 'cookie';
import type { Request, Response } from 'express';
import { refreshTokenDays } from '../domain/accounts/refresh-tokens.js';

const name = 'parkmate_refresh';

/** The cookie that a refresh token travels in: out of reach of scripts and of other sites. */
export class RefreshCookie {
  private readonly attributes;

  /** @param origins where browsers reach this server; over https alone the cookie never travels in the clear. */
  constructor(origins: string[]) {
    this.attributes = {
      path: '/api/auth',
      httpOnly: true,
      sameSite: 'strict',
      secure: origins.every((origin) => origin.startsWith('https:')),
    } as const;
  }

  read(req: Request): string | undefined {
    return parseCookie(req.headers.cookie ?? '')[name] || undefined;
  }

  /** Its age is said in seconds and not as a date, since the clocks of browsers differ. */
  write(res: Response, refreshToken: string): void {
    this.set(res, refreshToken, refreshTokenDays * 86_400);
  }

  clear(res: Response): void {
    this.set(res, '', 0);
  }

  private set(res: Response, value: string, maxAge: number): void {
    res.setHeader('Set-Cookie', stringifySetCookie({ name, value, maxAge, ...this.attributes }));
  }
}

import { parseCookie, stringifySetCookie } from 'cookie';
import type { Request, Response } from 'express';

/** A cookie for the addresses below one path alone, out of reach of scripts and of other sites. */
export class ScopedCookie {
  private readonly attributes;

  /** @param origins where browsers reach this server; over https alone the cookie never travels in the clear. */
  constructor(
    private readonly name: string,
    origins: string[],
    path = '/api/auth',
  ) {
    this.attributes = {
      path,
      httpOnly: true,
      sameSite: 'strict',
      secure: origins.every((origin) => origin.startsWith('https:')),
    } as const;
  }

  read(req: Request): string | undefined {
    return parseCookie(req.headers.cookie ?? '')[this.name] || undefined;
  }

  /** Its age is said in seconds and not as a date, since the clocks of browsers differ. */
  write(res: Response, value: string, seconds: number): void {
    this.set(res, value, seconds);
  }

  clear(res: Response): void {
    this.set(res, '', 0);
  }

  private set(res: Response, value: string, maxAge: number): void {
    res.append('Set-Cookie', stringifySetCookie({ name: this.name, value, maxAge, ...this.attributes }));
  }
}

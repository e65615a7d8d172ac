import type { Env } from './env.js';

/** Whether this installation sends letters. */
export const hasMail = ({ SMTP_URL, MAIL_FROM }: Pick<Env, 'SMTP_URL' | 'MAIL_FROM'>): boolean =>
  SMTP_URL !== undefined && MAIL_FROM !== undefined;

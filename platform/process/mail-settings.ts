import { z } from 'zod';
import { rawCharacterProblem } from '../connection-url.js';
import { webhookSecretProblem } from './alert-settings.js';
import { checked, wholeNumber } from './setting-types.js';

/** Who takes mail for delivery. */
export interface SmtpServer {
  host: string;
  port: number;
  /** TLS from the first byte; otherwise STARTTLS where the server offers it. */
  secure: boolean;
  /** Nothing is sent without TLS. */
  requireTls: boolean;
  auth: { user: string; pass: string } | undefined;
}

/** The sender of all letters. */
export interface Mailbox {
  name: string;
  address: string;
}

const form = 'smtp://user:password@host:587 or smtps://user:password@host:465';

/** The problem of an `SMTP_URL`, phrased to follow the setting's name, or undefined. It never contains the URL, which is a secret. */
function smtpUrlProblem(text: string): string | undefined {
  const raw = rawCharacterProblem(text);
  if (raw !== undefined) return raw;
  if (!/^smtps?:\/\/(?:[^/?]*@)?[^/?:]/i.test(text) || !URL.canParse(text))
    return `must be a URL such as ${form}`;
  const { port, pathname, searchParams, username, password } = new URL(text);
  if (port === '0') return 'has the port 0: name the one that the server listens on';
  if (pathname.length > 1) return 'has a path: behind the host and the port there is none';
  if ((username === '') !== (password === '')) return 'needs a user and a password, or neither of them';
  if ([...searchParams].some(([name, value]) => name !== 'requireTLS' || !['true', 'false'].includes(value)))
    return 'has an unknown parameter: there is only requireTLS=true or requireTLS=false';
  return undefined;
}

const isThisMachine = (host: string) => /^(localhost|127\.[\d.]+|::1)$/.test(host);

/** What a right `SMTP_URL` says. A password is sent over TLS only, except to this machine, unless the URL says otherwise. */
export function smtpServerOf(url: string): SmtpServer {
  const { protocol, hostname, port, username, password, searchParams } = new URL(url);
  const secure = protocol === 'smtps:';
  const host = decodeURIComponent(hostname.replace(/^\[|\]$/g, ''));
  const auth =
    username === '' ? undefined : { user: decodeURIComponent(username), pass: decodeURIComponent(password) };
  const wanted = searchParams.get('requireTLS');
  return {
    ...{ host, secure, auth, port: port === '' ? (secure ? 465 : 587) : Number(port) },
    requireTls: wanted === null ? auth !== undefined && !isThisMachine(host) : wanted === 'true',
  };
}

const badMailbox =
  'must be an address such as parkmate@parking.example, or a name with it: ParkMate <parkmate@parking.example>';

const mailbox = z
  .string()
  .trim()
  .transform((text, problems): Mailbox => {
    const [, name = '', inBrackets, bare] =
      /^(?:([^<>"\p{Cc}]*)<([^\s<>@",;:()]+@[\w.-]+)>|([^\s<>@",;:()]+@[\w.-]+))$/u.exec(text) ?? [];
    const address = inBrackets ?? bare;
    if (address === undefined) problems.addIssue(badMailbox);
    return { name: name.trim() || 'ParkMate', address: address ?? '' };
  });

/** How mail is sent. */
export const mailSettings = {
  /** Who takes letters. Absent: none are written. */
  SMTP_URL: checked(smtpUrlProblem).optional(),
  /** Their sender. */
  MAIL_FROM: mailbox.optional(),
  /** How many letters all workers together hand over in a second. */
  MAIL_RATE_PER_SECOND: wholeNumber(1, 10_000).default(10),
  /** Verifies who reports bounces and complaints. Absent: nobody can. */
  MAIL_EVENTS_SECRET: checked(webhookSecretProblem).optional(),
};

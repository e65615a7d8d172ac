import type { Attempt } from '../../domain/deliveries/channel.js';

/** What `nodemailer` tells of a letter that was not taken. */
export interface MailFailure {
  message: string;
  code?: string | undefined;
  /** The SMTP command that was answered. */
  command?: string | undefined;
  response?: string | undefined;
  responseCode?: number | undefined;
  rejectedErrors?: readonly MailFailure[] | undefined;
}

/** Between the beginning of a message and its answer: whether it was taken nobody can say. */
export const unanswered = 'the line was lost in the middle of the letter: whether it was taken is not known';

/** When a letter that may have been taken is sent again: once the server had time to come back. */
const unansweredMs = 60_000;

export interface Circumstances {
  /** Whether the server had begun to take the message. */
  isBegun: boolean;
}

/** What an attempt has come to, and whether the address takes no mail at all. */
export interface Verdict {
  attempt: Attempt;
  stopsAddress: boolean;
}

/**
 * Reads what the server has said. What concerns this letter alone holds up no other one; what concerns the connection, the account
 * or the sender holds up all of them, and counts against none.
 */
export function verdictOn(failure: MailFailure, { isBegun }: Circumstances): Verdict {
  const { code, command = '', responseCode = 0 } = failure;
  const reason = reasonOf(failure);
  const verdict = (attempt: Attempt, stopsAddress = false): Verdict => ({ attempt, stopsAddress });
  const unreachable = verdict({ is: 'unreachable', reason });

  // "Service not available, closing transmission channel": an answer, so nothing was taken.
  if (responseCode === 421) return unreachable;
  if (code === 'EENVELOPE' || code === 'EMESSAGE') {
    if (isAboutUs(failure)) return unreachable;
    // No command was sent for an address that the protocol cannot express.
    if (command === 'API' || isFinal(responseCode))
      return verdict({ is: 'refused', reason }, isAboutAddress(failure));
    return verdict({ is: 'later', reason });
  }
  if (!isBegun) return unreachable;
  return verdict({ is: 'unanswered', reason: unanswered, afterMs: unansweredMs, isDown: false });
}

/** 503, bad sequence of commands, says nothing of the letter. */
const isFinal = (code: number) => code >= 500 && code < 600 && code !== 503;

/** The enhanced status code (RFC 3463) in an answer such as `550 5.1.1 no such user`. */
const enhanced = ({ response = '' }: MailFailure) =>
  /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1] ?? '';

/** Whether all letters would be answered so: the sender is refused, or this server sends on nothing from us. */
const isAboutUs = (failure: MailFailure) =>
  (failure.command === 'MAIL FROM' && failure.responseCode !== 552) ||
  [530, 535, 538].includes(failure.responseCode ?? 0) ||
  (failure.command === 'RCPT TO' && /\brelay/i.test(failure.response ?? ''));

/**
 * Whether nothing can ever be delivered to the address. A refusal by policy (5.7) or for a full mailbox (5.2.2) says nothing of
 * the sort, and an address that is stopped by mistake costs somebody every letter after this one.
 */
function isAboutAddress(failure: MailFailure): boolean {
  const status = enhanced(failure);
  if (status !== '') return /^5\.(1\.|2\.1$)/.test(status);
  return failure.command === 'RCPT TO' && [550, 551, 553].includes(failure.responseCode ?? 0);
}

/** For operators, without addresses, which servers like to repeat. */
function reasonOf({ code, command, response, message }: MailFailure): string {
  const said = response === undefined ? `${code ?? 'failed'}: ${message}` : `${command ?? ''}: ${response}`;
  return said
    .split(/\s+/)
    .map((word) => (word.includes('@') ? '(address)' : word))
    .join(' ');
}

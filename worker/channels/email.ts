import { createTransport } from 'nodemailer';
import type { Readable } from 'node:stream';
import type { Attempt, Channel } from '../../domain/deliveries/channel.js';
import type { ClaimedDelivery } from '../../domain/deliveries/claimed-delivery.js';
import { stopMail } from '../../domain/deliveries/mail/stop-mail.js';
import { UnsubscribeLinks } from '../../domain/deliveries/mail/unsubscribe-link.js';
import { writeLetter } from '../../domain/deliveries/mail/write-letter.js';
import type { Database } from '../../platform/postgres/database.js';
import { smtpServerOf, type Mailbox } from '../../platform/process/mail-settings.js';
import type { Secrets } from '../../platform/process/secret.js';
import { verdictOn, type MailFailure } from './email-answers.js';

/** All shorter than an attempt may take, so that it ends with the reason and not with a signal. */
const timeouts = {
  dnsTimeout: 5_000,
  connectionTimeout: 8_000,
  greetingTimeout: 8_000,
  /** Without a sign of life. Servers look at a letter before they answer its end, which takes seconds. */
  socketTimeout: 20_000,
  socketCloseTimeout: 1_000,
};

/** Half of the letters that are on their way at once: few servers allow more from one sender. */
const maxConnections = 10;
const idleMs = 30_000;

export interface EmailOptions {
  db: Database;
  /** The SMTP server, as `SMTP_URL` has it. */
  url: string;
  from: Mailbox;
  perSecond: number;
  /** Where links in letters lead. */
  origin: string;
  secrets: Secrets;
}

/** Sends letters through an SMTP server, over a few connections that are kept open while there are letters. */
export function openEmail({ db, url, from, perSecond, origin, secrets }: EmailOptions): Channel {
  const { requireTls, ...server } = smtpServerOf(url);
  const transport = createTransport({
    ...{ ...server, ...timeouts },
    pool: true,
    maxConnections,
    idleTimeout: idleMs,
    requireTLS: requireTls,
    // A connection that the server has closed meanwhile is replaced; nothing of the letter was sent.
    maxRequeues: 1,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  // By which stream a connection reads each letter: once it does, the server has asked for it.
  const streams = new Map<string, Readable>();
  transport.use('stream', (mail, done) => {
    mail.message.processFunc((stream: Readable) => {
      streams.set(mail.data.messageId ?? '', stream);
      return stream;
    });
    done();
  });
  const links = new UnsubscribeLinks(secrets, origin);
  const domain = from.address.slice(from.address.lastIndexOf('@') + 1);

  return {
    name: 'email',
    perSecond,
    async send(delivery: ClaimedDelivery, signal: AbortSignal): Promise<Attempt> {
      const letter = await writeLetter(delivery, { db, origin, links });
      const { email: address } = delivery.user;
      // Every attempt sends the same message: who has it already may leave out the second one.
      const messageId = `<${delivery.id}@${domain}>`;
      try {
        const { response } = (await transport.sendMail({
          ...{ ...letter, from, signal, to: { name: '', address } },
          envelope: { from: from.address, to: [address] },
          messageId,
        })) as { response: string };
        return { is: 'sent', providerId: response.slice(0, 200) };
      } catch (error) {
        const { attempt, stopsAddress } = verdictOn(error as MailFailure, {
          isBegun: streams.get(messageId)?.readableDidRead ?? false,
        });
        if (stopsAddress) await stopMail(db, address, 'bounced');
        return attempt;
      } finally {
        streams.delete(messageId);
      }
    },
    close() {
      transport.close();
    },
  };
}

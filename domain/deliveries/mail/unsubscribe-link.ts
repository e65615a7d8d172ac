import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { id } from '../../../contract/values.js';
import { deriveKeys } from '../../../platform/sealed-box.js';
import type { Secrets } from '../../../platform/process/secret.js';

/** Whose letters, and of which event; null: of all events. */
export interface Unsubscription {
  userId: string;
  event: string | null;
}

const signed = z.tuple([id, z.string().regex(/^(\*|[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*)$/)]);

/**
 * Signs the links by which letters are switched off without signing in, and checks them. They do not expire: a letter may be
 * read after years. They are good for that one thing, so that it does no great harm where a letter is forwarded.
 */
export class UnsubscribeLinks {
  private readonly keys: [Buffer, ...Buffer[]];

  constructor(
    secrets: Secrets,
    private readonly origin: string,
  ) {
    this.keys = deriveKeys(secrets, 'unsubscribe');
  }

  /** Where a person is asked, and a mail reader unsubscribes with one click (RFC 8058). */
  of(unsubscription: Unsubscription): string {
    const url = new URL('/api/mail/unsubscribe', this.origin);
    url.searchParams.set('token', this.tokenOf(unsubscription));
    return url.href;
  }

  private tokenOf({ userId, event }: Unsubscription): string {
    const said = `${userId}~${event ?? '*'}`;
    return `${said}~${mac(this.keys[0], said)}`;
  }

  /** @returns undefined for a token that none of the secrets has signed. */
  read(token: string): Unsubscription | undefined {
    const at = token.lastIndexOf('~');
    const said = token.slice(0, at);
    const given = Buffer.from(token.slice(at + 1));
    const isOurs = this.keys.some((key) => {
      const right = Buffer.from(mac(key, said));
      return right.length === given.length && timingSafeEqual(right, given);
    });
    const { data } = signed.safeParse(said.split('~'));
    return isOurs && data ? { userId: data[0], event: data[1] === '*' ? null : data[1] } : undefined;
  }
}

const mac = (key: Buffer, said: string) => createHmac('sha256', key).update(said).digest('base64url');

import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Request, Response } from 'express';
import { ScopedCookie } from './scoped-cookie.js';
import type { Secrets } from '../../platform/process/secret.js';
import { deriveKeys } from '../../platform/sealed-box.js';

/** The maximum cookie lifetime in browsers. */
const keptSeconds = 400 * 86_400;

/** Accounts remembered per browser. */
const mostAccounts = 5;

/**
 * Tells a device again that has signed in to an account before, whoever else is guessing at that account's password. The
 * cookie holds a signed id per account: it proves that a login went well here, and signs nobody in.
 */
export class KnownDevices {
  private readonly cookie: ScopedCookie;
  private readonly keys: readonly Buffer[];

  constructor(secrets: Secrets, origins: string[]) {
    this.cookie = new ScopedCookie('parkmate_device', origins);
    this.keys = deriveKeys(secrets, 'known devices');
  }

  /** The id under which this device signed in to the account of this address. */
  idFor(req: Request, email: string): string | undefined {
    for (const entry of this.entriesOf(req)) {
      const [id = '', signature = ''] = entry.split('.');
      const given = Buffer.from(signature, 'base64url');
      const isRight = (right: Buffer) => given.length === right.length && timingSafeEqual(given, right);
      if (this.signatures(id, email).some(isRight)) return id;
    }
    return undefined;
  }

  /** Says in the answer that this device has signed in to the account, where it cannot prove that yet. */
  remember(req: Request, res: Response, email: string): void {
    if (this.idFor(req, email) !== undefined) return;
    const id = randomBytes(16).toString('base64url');
    const [signature] = this.signatures(id, email);
    const entry = `${id}.${signature?.toString('base64url') ?? ''}`;
    this.cookie.write(res, [entry, ...this.entriesOf(req)].slice(0, mostAccounts).join('~'), keptSeconds);
  }

  private entriesOf(req: Request): string[] {
    return this.cookie.read(req)?.split('~').slice(0, mostAccounts) ?? [];
  }

  /** By each secret, the current one first. */
  private signatures(id: string, email: string): Buffer[] {
    const signed = JSON.stringify([id, email]);
    return this.keys.map((key) => createHmac('sha256', key).update(signed).digest());
  }
}

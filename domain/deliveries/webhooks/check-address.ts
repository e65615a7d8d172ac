import { isPrivateHost } from '../../../platform/http/public-address.js';
import type { Database } from '../../../platform/postgres/database.js';
import type { Caller } from '../../accounts/caller.js';
import { DomainError } from '../../errors.js';
import { findWebhook } from './list-webhooks.js';

/** What this installation lets addresses of webhooks be. */
export interface AddressTerms {
  /** Whether they may be of this machine and of private networks, and without TLS. */
  allowsPrivate: boolean;
}

/** An address that webhooks may have. */
export interface CheckedAddress {
  checkedUrl: string;
}

/**
 * Checks the address of a new webhook. Looking its name up may take seconds, so it is no part of a transaction.
 * @throws DomainError `invalid_request` where it is not encrypted, or not a public one.
 */
export async function checkAddress(url: string, { allowsPrivate }: AddressTerms): Promise<CheckedAddress> {
  if (!allowsPrivate) {
    if (new URL(url).protocol !== 'https:') throw wrong('must begin with https://');
    if (await isPrivateHost(url)) throw wrong('must be at a public address');
  }
  return { checkedUrl: url };
}

/** Checks the address that a webhook of the caller is to have. @throws DomainError `not_found`, `invalid_request`. */
export async function checkChangedAddress(
  db: Database,
  caller: Caller,
  webhookId: string,
  url: string | undefined,
  terms: AddressTerms,
): Promise<CheckedAddress | undefined> {
  if (url === undefined) return undefined;
  await findWebhook(db, caller, webhookId);
  return checkAddress(url, terms);
}

const wrong = (message: string) =>
  new DomainError('invalid_request', 'Some fields are wrong.', { errors: [{ path: 'url', message }] });

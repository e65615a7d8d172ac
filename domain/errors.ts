import type { Money } from '../contract/values.js';

/** Stable error codes in snake_case, on which clients act. */
export type DomainErrorCode =
  | 'account_suspended'
  | 'amount_changed'
  | 'booking_too_long'
  | 'car_wash_open'
  | 'count_changed'
  | 'currency_fixed'
  | 'email_taken'
  | 'email_verified'
  | 'forbidden'
  | 'invalid_credentials'
  | 'invalid_cursor'
  | 'invalid_link'
  | 'invalid_request'
  | 'lot_closed'
  | 'no_mail'
  | 'not_active'
  | 'not_found'
  | 'not_refundable'
  | 'not_renewable'
  | 'not_suspendable'
  | 'out_of_date'
  | 'password_unchanged'
  | 'payment_decided'
  | 'payment_void'
  | 'slot_code_taken'
  | 'slot_retired'
  | 'price_changed'
  | 'push_off'
  | 'session_ended'
  | 'slot_taken'
  | 'token_expired'
  | 'too_busy'
  | 'too_many_assignments'
  | 'too_many_attempts'
  | 'too_many_bookings'
  | 'too_many_businesses'
  | 'too_many_employees'
  | 'too_many_lots'
  | 'too_many_requests'
  | 'too_many_slots'
  | 'too_many_unpaid_bookings'
  | 'too_many_webhooks'
  | 'unauthenticated'
  | 'webhook_off'
  | 'wrong_password';

export interface FieldError {
  path: string;
  message: string;
  /** The bound that the value is below, or above. */
  atLeast?: number;
  atMost?: number;
}

/** Additional members of the problem document, such as `availableUntil`. */
export type Extensions = Record<string, string | number | null | readonly string[] | Readonly<Money>>;

export interface ErrorFacts {
  /** Invalid fields. */
  errors?: FieldError[];
  extensions?: Extensions;
  /** When a retry may succeed. */
  retryAfterSeconds?: number;
}

/**
 * An expected error. Thrown, or returned where the transaction must commit (a counted login failure). Independent of HTTP:
 * `api/http/statuses.ts` maps codes to statuses.
 */
export class DomainError extends Error {
  /** @param detail for people; it may change. */
  constructor(
    readonly code: DomainErrorCode,
    readonly detail: string,
    readonly extra: ErrorFacts = {},
  ) {
    super(`${code}: ${detail}`);
    this.name = 'DomainError';
  }
}

/** The same for unknown and foreign ids, against enumeration. */
export const notFound = (what = 'resource') => new DomainError('not_found', `There is no such ${what}.`);

export const forbidden = (detail: string) => new DomainError('forbidden', detail);

/** The current state does not permit it. */
export const conflict = (code: DomainErrorCode, detail: string, extensions?: Extensions) =>
  new DomainError(code, detail, extensions ? { extensions } : {});

export const unauthenticated = (code: 'unauthenticated' | 'token_expired', detail: string) =>
  new DomainError(code, detail);

/** What the domain refuses. The code is stable snake_case: clients act on it. */
export type DomainErrorCode =
  | 'account_suspended'
  | 'amount_changed'
  | 'booking_too_long'
  | 'car_wash_open'
  | 'currency_fixed'
  | 'email_taken'
  | 'forbidden'
  | 'invalid_credentials'
  | 'invalid_cursor'
  | 'invalid_request'
  | 'lot_closed'
  | 'not_active'
  | 'not_found'
  | 'not_refundable'
  | 'not_renewable'
  | 'not_suspendable'
  | 'password_unchanged'
  | 'payment_decided'
  | 'payment_void'
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
  | 'unauthenticated'
  | 'wrong_password';

export interface FieldError {
  path: string;
  message: string;
}

/** Facts for the client beside the code, such as `availableUntil`. */
export type Extensions = Record<string, string | number | null | readonly string[]>;

export interface ErrorFacts {
  /** The fields that are wrong. */
  errors?: FieldError[];
  extensions?: Extensions;
  /** When the same request may succeed. */
  retryAfterSeconds?: number;
}

/**
 * A refusal that the caller can understand. The domain throws it, or returns it where what was written must stay
 * (a failed login is counted). It knows nothing of HTTP: `api/http/statuses.ts` gives each code its status.
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

/** What does not exist and what is not the caller's look the same, so that nobody can probe for ids. */
export const notFound = (what = 'resource') => new DomainError('not_found', `There is no such ${what}.`);

export const forbidden = (detail: string) => new DomainError('forbidden', detail);

/** Refused because of the state that things are in. */
export const conflict = (code: DomainErrorCode, detail: string, extensions?: Extensions) =>
  new DomainError(code, detail, extensions ? { extensions } : {});

export const unauthenticated = (code: 'unauthenticated' | 'token_expired', detail: string) =>
  new DomainError(code, detail);

/** SQLSTATEs of PostgreSQL's appendix A. Unlike messages, they do not depend on the server's language. */
const uniqueViolation = '23505';
const exclusionViolation = '23P01';
const foreignKeyViolation = '23503';
const readOnly = '25006';
const lockNotAvailable = '55P03';
const queryCanceled = '57014';
const serializationFailure = '40001';
const deadlockDetected = '40P01';

/** Every SQLSTATE contains a digit; EPIPE and other five-letter errno names do not. */
const sqlState = /^(?=.*\d)[0-9A-Z]{5}$/;

/**
 * SQLSTATEs that concern the server, its configuration or our permissions, rather than the statement:
 * - 08 connection, 28 password or pg_hba.conf, 3D unknown database, 42501 missing privileges;
 * - 25006 read-only (a standby, or the old primary after a failover), 25P03 and 25P04 transaction timeouts;
 * - 53 out of connections, memory or disk, 55 object not in the required state, 57 shutdown, cancel, dropped database;
 * - 26000, 42P05 prepared statements mixed up by a pooler in transaction mode;
 * - 58 and F0 system and configuration files, XX internal errors and corrupted data.
 *
 * All others are errors of the statement: syntax, unknown tables and columns, constraints, invalid values.
 */
const serverTrouble = /^(08|28|3D|53|55|57|58|F0|XX|25006|25P0[34]|26000|42P05|42501)/;

/** Ambiguous SQLSTATEs, told apart by the server function that raised them. */
const serverTroubleOfRoutine: Record<string, string[]> = {
  // A migration changed the result type of a prepared statement.
  '0A000': ['RevalidateCachedQuery'],
  // Transaction id wraparound protection: no new transactions until vacuum.
  '54000': ['GetNewTransactionId', 'GetNewMultiXactId'],
};

/** errno codes of sockets and DNS, also of errors without a `syscall`. */
const networkTrouble =
  /^(ECONN(REFUSED|RESET|ABORTED)|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_\w+|E(HOST|NET)(UNREACH|DOWN)|ENETRESET|ENOTCONN|EADDRNOTAVAIL|ESHUTDOWN|EPROTO)$/;

/** Any error of these system calls is network trouble, although file access has the same codes (ENOENT, EACCES, EMFILE). */
const networkCalls = ['connect', 'getaddrinfo', 'socket'];

const tlsTrouble =
  /^(ERR_(TLS|SSL)_\w+|CERT_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_(GET|VERIFY|DECODE|DECRYPT)_\w+|HOSTNAME_MISMATCH|INVALID_CA|CRL_\w+)$/;

// 'Query runner already released': TypeORM releases a broken connection, then fails to use it.
const driverTrouble =
  /Connection terminated|Query read timeout|not queryable|Query runner already released|timeout expired|timeout exceeded when trying to connect|Client was closed|pool is draining|Cannot use a pool|^SASL: |does not support SSL|establishing an SSL connection/i;

interface Reported {
  code: string | undefined;
  routine: unknown;
  syscall: unknown;
}

function constraintOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  if ('driverError' in error) return constraintOf(error.driverError);
  return 'constraint' in error ? String(error.constraint) : '';
}

/** The driver's fields, unwrapped from TypeORM's QueryFailedError. */
function reported(error: unknown): Reported {
  if (typeof error !== 'object' || error === null) return nothing;
  if ('driverError' in error) return reported(error.driverError);
  const fields: { code?: unknown; routine?: unknown; syscall?: unknown } = error;
  if (typeof fields.code !== 'string') return nothing;
  return { code: fields.code, routine: fields.routine, syscall: fields.syscall };
}
const nothing: Reported = { code: undefined, routine: undefined, syscall: undefined };

/** The PostgreSQL, network or TLS code of an error. */
export const databaseErrorCode = (error: unknown): string | undefined => reported(error).code;

/** A foreign key to a user who does not exist (any more). */
export const isMissingUser = (error: unknown) =>
  databaseErrorCode(error) === foreignKeyViolation &&
  /_(user_id|owner_id|verified_by)_fkey$/.test(constraintOf(error));

export const isExclusionViolation = (error: unknown) => databaseErrorCode(error) === exclusionViolation;

/** `statement_timeout` or pg_cancel_backend(). */
export const isStatementTimeout = (error: unknown) => databaseErrorCode(error) === queryCanceled;

/** @param constraint its name; any if omitted. */
export const isUniqueViolation = (error: unknown, constraint?: string) =>
  databaseErrorCode(error) === uniqueViolation && (constraint ?? constraintOf(error)) === constraintOf(error);

/** Thrown when the server reports that it is read-only, before a write fails. */
export class ReadOnlyServer extends Error {
  readonly code = readOnly;
  constructor() {
    super('the server is read-only');
    this.name = 'ReadOnlyServer';
  }
}

export const isReadOnlyServer = (error: unknown) => databaseErrorCode(error) === readOnly;

/** A prepared statement from before a migration; it works on a new connection. */
export const isStalePlan = (error: unknown) => databaseErrorCode(error) === '0A000' && isServerTrouble(error);

/** Serialization failure, deadlock or stale plan: rolled back for certain, and safe to retry. */
export const isRolledBack = (error: unknown) =>
  [serializationFailure, deadlockDetected].includes(databaseErrorCode(error) ?? '') || isStalePlan(error);

/** A retry may succeed. */
export const isRetryable = (error: unknown) =>
  isRolledBack(error) || databaseErrorCode(error) === lockNotAvailable;

/** The statement or its values are at fault, and had no effect. */
export function isRefusal(error: unknown): boolean {
  return sqlState.test(databaseErrorCode(error) ?? '') && !isServerTrouble(error);
}

/** PostgreSQL is unreachable, refuses connections or writes, or is too slow. The statement is not at fault. */
export function isDatabaseUnavailable(error: unknown): boolean {
  return isServerTrouble(error) || isConnectionTrouble(error);
}

function isServerTrouble(error: unknown): boolean {
  const { code, routine } = reported(error);
  if (code === undefined || !sqlState.test(code)) return false;
  return serverTrouble.test(code) || (serverTroubleOfRoutine[code]?.includes(String(routine)) ?? false);
}

function isConnectionTrouble(error: unknown): boolean {
  const { code, syscall } = reported(error);
  if (code !== undefined && (networkTrouble.test(code) || tlsTrouble.test(code))) return true;
  if (code !== undefined && networkCalls.includes(String(syscall))) return true;
  if (error instanceof AggregateError && error.errors.some(isConnectionTrouble)) return true;
  return error instanceof Error && driverTrouble.test(error.message);
}

/** Classes 21, 22, 23 and 54: invalid values, constraint violations, limits. */
const badValues = /^(21|22|23|54)/;

/** The values are at fault: a retry fails again, other values may succeed. */
export function isAboutValues(error: unknown): boolean {
  const code = databaseErrorCode(error) ?? '';
  return sqlState.test(code) && badValues.test(code) && !isServerTrouble(error);
}

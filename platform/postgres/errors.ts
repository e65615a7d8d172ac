/** SQLSTATEs, from PostgreSQL's appendix A. They are the same in every language of the server; its messages are not. */
const uniqueViolation = '23505';
const exclusionViolation = '23P01';
const foreignKeyViolation = '23503';
const readOnly = '25006';
const lockNotAvailable = '55P03';
const queryCanceled = '57014';
const serializationFailure = '40001';
const deadlockDetected = '40P01';

/** Each holds a digit, unlike EPIPE and its like. */
const sqlState = /^(?=.*\d)[0-9A-Z]{5}$/;

/**
 * Refusals for a reason that is in the server, its settings or our rights there, and not in the statement:
 * - 08 connection, 28 password or pg_hba.conf, 3D no such database, 42501 rights were withdrawn;
 * - 25006 read-only: a standby, or a primary that was one until its fail-over; 25P03, 25P04 its limits for transactions;
 * - 53 out of connections, memory or disk, 55 not in the state for it, 57 shutting down, too slow, or the database is gone;
 * - 26000, 42P05 a pooler gave our next statement to another session than the one that knows its name;
 * - 58 and F0 files and settings of the server, XX its internal errors and broken data.
 *
 * What is left is a mistake of ours: syntax, unknown tables and columns, constraints, values that do not fit.
 */
const serverTrouble = /^(08|28|3D|53|55|57|58|F0|XX|25006|25P0[34]|26000|42P05|42501)/;

/** Refusals whose SQLSTATE says too little, by the function of the server that reports them. */
const serverTroubleOfRoutine: Record<string, string[]> = {
  // A migration has changed what a prepared statement of this connection gives.
  '0A000': ['RevalidateCachedQuery'],
  // So many transactions without vacuum that the server accepts no more.
  '54000': ['GetNewTransactionId', 'GetNewMultiXactId'],
};

/** Also of steps that do not name the system call: what a socket or the look-up of a name can end with. */
const networkTrouble =
  /^(ECONN(REFUSED|RESET|ABORTED)|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_\w+|E(HOST|NET)(UNREACH|DOWN)|ENETRESET|ENOTCONN|EADDRNOTAVAIL|ESHUTDOWN|EPROTO)$/;

/** Whatever these end with is network trouble, though files end with the same codes: ENOENT, EACCES, EMFILE. */
const networkCalls = ['connect', 'getaddrinfo', 'socket'];

const tlsTrouble =
  /^(ERR_(TLS|SSL)_\w+|CERT_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_(GET|VERIFY|DECODE|DECRYPT)_\w+|HOSTNAME_MISMATCH|INVALID_CA|CRL_\w+)$/;

// TypeORM lets go of a connection that breaks, and then complains of its own doing.
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

/** What an error says of itself, also one that TypeORM or AggregateError has wrapped. */
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

/** A row was to refer to a user who does not exist, as one who was removed a moment ago. */
export const isMissingUser = (error: unknown) =>
  databaseErrorCode(error) === foreignKeyViolation &&
  /_(user_id|owner_id|verified_by)_fkey$/.test(constraintOf(error));

export const isExclusionViolation = (error: unknown) => databaseErrorCode(error) === exclusionViolation;

/** It took longer than `statement_timeout`, or somebody has cancelled it. */
export const isStatementTimeout = (error: unknown) => databaseErrorCode(error) === queryCanceled;

/** @param constraint the one that was violated; left out: any. */
export const isUniqueViolation = (error: unknown, constraint?: string) =>
  databaseErrorCode(error) === uniqueViolation && (constraint ?? constraintOf(error)) === constraintOf(error);

/** For a server that says so when it is asked, before it refuses a change. */
export class ReadOnlyServer extends Error {
  readonly code = readOnly;
  constructor() {
    super('the server is read-only');
    this.name = 'ReadOnlyServer';
  }
}

export const isReadOnlyServer = (error: unknown) => databaseErrorCode(error) === readOnly;

/** A connection that was prepared before a migration refuses what it would have done as a new one. */
export const isStalePlan = (error: unknown) => databaseErrorCode(error) === '0A000' && isServerTrouble(error);

/** The server has undone the work for the sake of somebody else's, or before it began: it may simply be done again. */
export const isRolledBack = (error: unknown) =>
  [serializationFailure, deadlockDetected].includes(databaseErrorCode(error) ?? '') || isStalePlan(error);

/** The same work may succeed when it is tried again. */
export const isRetryable = (error: unknown) =>
  isRolledBack(error) || databaseErrorCode(error) === lockNotAvailable;

/** PostgreSQL refused what it was asked, for a reason that is in the statement or its values, and has done nothing. */
export function isRefusal(error: unknown): boolean {
  return sqlState.test(databaseErrorCode(error) ?? '') && !isServerTrouble(error);
}

/** PostgreSQL is away, does not let us in, does not let us write, or is too slow to answer. No mistake of the statement. */
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

/** Whatever else is asked, PostgreSQL will refuse these values: they are malformed, too large, or against a constraint. */
const badValues = /^(21|22|23|54)/;

/** The values are at fault, and not the moment: the same will fail again, and other values may not. */
export function isAboutValues(error: unknown): boolean {
  const code = databaseErrorCode(error) ?? '';
  return sqlState.test(code) && badValues.test(code) && !isServerTrouble(error);
}

/** SQLSTATEs, from PostgreSQL's appendix A. */
const uniqueViolation = '23505';
const exclusionViolation = '23P01';
const foreignKeyViolation = '23503';
const retryable = ['40001', '40P01', '55P03'];

/** Each holds a digit, unlike EPIPE and its like. */
const sqlState = /^(?=.*\d)[0-9A-Z]{5}$/;

/** Refusals that say that the server, and not the statement, is the trouble. */
const serverTrouble = /^(08|53|57)/;
const networkTrouble = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH'];
// TypeORM lets go of a connection that breaks, and then complains of its own doing.
const driverTrouble =
  /Connection terminated|Query read timeout|not queryable|Query runner already released|timeout exceeded when trying to connect|Client was closed|pool is draining|Cannot use a pool/i;

/** The PostgreSQL or network code of an error, also of one that TypeORM or AggregateError has wrapped. */
function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('driverError' in error) return codeOf(error.driverError);
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

function constraintOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  if ('driverError' in error) return constraintOf(error.driverError);
  return 'constraint' in error ? String(error.constraint) : '';
}

export const isExclusionViolation = (error: unknown) => codeOf(error) === exclusionViolation;

export const isUniqueViolation = (error: unknown) => codeOf(error) === uniqueViolation;

/** A row was to refer to a user who does not exist, as one who was removed a moment ago. */
export const isMissingUser = (error: unknown) =>
  codeOf(error) === foreignKeyViolation && /_(user_id|owner_id|verified_by)_fkey$/.test(constraintOf(error));

/** The same work may succeed when it is simply tried again. */
export const isRetryable = (error: unknown) => retryable.includes(codeOf(error) ?? '');

/** PostgreSQL refused what it was asked, for a reason that is in the statement or its values, and has done nothing. */
export function isRefusal(error: unknown): boolean {
  const code = codeOf(error) ?? '';
  return sqlState.test(code) && !serverTrouble.test(code);
}

/** PostgreSQL is away, shutting down, out of connections, or too slow to answer. */
export function isDatabaseUnavailable(error: unknown): boolean {
  const code = codeOf(error);
  if (code !== undefined && (serverTrouble.test(code) || networkTrouble.includes(code))) return true;
  return error instanceof Error && driverTrouble.test(error.message);
}

/** Whatever else is asked, PostgreSQL will refuse these values: they are malformed, too large, or against a constraint. */
const badValues = /^(21|22|23|54)/;

/** The values are at fault, and not the moment: the same will fail again, and other values may not. */
export function isAboutValues(error: unknown): boolean {
  const code = codeOf(error) ?? '';
  return sqlState.test(code) && badValues.test(code);
}

import { databaseErrorCode } from './errors.js';
import { messageOf } from '../errors.js';

const prefer = (code: string | undefined, message: string): string | undefined => {
  if (/unsupported startup parameter/i.test(message)) return poolerAdvice;
  return code === undefined ? undefined : code in byCode ? byCode[code] : undefined;
};

export const poolerAdvice =
  'There is a connection pooler such as PgBouncer at DATABASE_URL: set DATABASE_POOLER to session or transaction, as its pool_mode says.';
const certificateAdvice =
  'The certificate of the server is not trusted: name its authority with sslrootcert in DATABASE_URL, or see sslmode.';
const nameAdvice =
  'The host of DATABASE_URL has no address at the moment: see its spelling, and the name server.';
const unreachableAdvice = 'There is no way to the host of DATABASE_URL at the moment.';

const byCode: Record<string, string> = {
  '28P01': 'PostgreSQL refuses the password: put the one that is good now into DATABASE_URL.',
  '28000': 'PostgreSQL does not let this user in: see the user of DATABASE_URL, and pg_hba.conf.',
  '3D000': 'The server has no database of this name: see the end of DATABASE_URL.',
  '42501': 'The user of DATABASE_URL lacks rights on this database or its tables: grant them.',
  '25006':
    'The server is read-only: a standby, or default_transaction_read_only is on. DATABASE_URL must lead to the primary.',
  '53100': 'The disk of the database is full.',
  '53200': 'The server is out of memory.',
  '53300':
    'The server has no connection left: lower DATABASE_POOL_SIZE, raise max_connections, or put a pooler in between.',
  '55000': 'The database does not accept this in its present state, such as recovery, or connections at all.',
  '26000': poolerAdvice,
  '42P05': poolerAdvice,
  ECONNREFUSED: 'Nothing listens at the host and port of DATABASE_URL.',
  ENOENT: 'There is no socket of a PostgreSQL in the folder that DATABASE_URL names.',
  EACCES: 'This user may not use the socket in the folder that DATABASE_URL names.',
  ENOTFOUND: nameAdvice,
  EAI_AGAIN: nameAdvice,
  EHOSTUNREACH: unreachableAdvice,
  ENETUNREACH: unreachableAdvice,
  EADDRNOTAVAIL: 'This machine has no free port, or not the address, to reach DATABASE_URL from.',
  EMFILE: 'This process has too many files and connections open: raise its limit (ulimit -n).',
  DEPTH_ZERO_SELF_SIGNED_CERT: certificateAdvice,
  SELF_SIGNED_CERT_IN_CHAIN: certificateAdvice,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: certificateAdvice,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: certificateAdvice,
  CERT_HAS_EXPIRED: 'The certificate of the server has expired.',
  ERR_TLS_CERT_ALTNAME_INVALID:
    'The certificate of the server is for another name than the host of DATABASE_URL.',
};

/** What an operator can do about this error code, if known. Contains no secrets. */
export const databaseAdvice = (error: unknown): string | undefined =>
  prefer(databaseErrorCode(error), messageOf(error));

import { parse } from 'pg-connection-string';
import { rawCharacterProblem } from '../connection-url.js';

/** Connection parameters of the driver. Missing ones are taken from PGHOST and the other libpq variables. */
export interface DatabaseAddress {
  host?: string;
  port?: number;
  user?: string;
  password?: string;
  database?: string;
  ssl?: boolean | object;
  sslnegotiation?: 'postgres' | 'direct';
  application_name?: string;
  options?: string;
}

const schemes = /^(postgres|postgresql):\/\/|^socket:\//;
const form = 'postgres://user:password@host:5432/database';
const sslModes = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify'];

/**
 * The problem of a `DATABASE_URL`, phrased to follow the setting's name, or undefined. Accepts all forms of libpq's URIs that
 * name one server: a Unix socket as `?host=/folder` or as a percent-encoded host, and the driver's own `socket:/folder?db=name`.
 */
export function databaseUrlProblem(url: string): string | undefined {
  if (!schemes.test(url.trimStart())) return 'must be a URL that starts with postgres:// or postgresql://';
  const raw = rawCharacterProblem(url);
  if (raw !== undefined) return raw;
  const [, hosts = ''] = /^\w+:\/\/(?:[^@/?]*@)?([^/?]*)/.exec(url) ?? [];
  const parameters = new URLSearchParams(url.includes('?') ? url.slice(url.indexOf('?') + 1) : '');
  if (`${hosts}${parameters.get('host') ?? ''}`.includes(',')) {
    return 'must name one host: the driver does not try several. Give it a name or address that follows the primary';
  }
  const mode = parameters.get('sslmode');
  if (mode !== null && !sslModes.includes(mode))
    return `has an unknown sslmode; there are ${sslModes.join(', ')}`;
  if (!/^\d{0,5}$/.test(parameters.get('port') ?? '')) return 'has a port that is no number';
  try {
    const { host = process.env.PGHOST, port = 5432 } = databaseAddress(url);
    // The driver would connect to localhost.
    if (!host) return `names no host: it takes the form ${form}`;
    if (port < 1 || port > 65_535) return 'has a port that there is none of: they go from 1 to 65535';
    return undefined;
  } catch (error) {
    if (error instanceof Error && 'path' in error)
      return `names a file that cannot be read: ${String(error.path)}`;
    return `is not a URL: it takes the form ${form}`;
  }
}

/**
 * Parses a URL as libpq does. TypeORM's parser supports neither Unix sockets nor IPv6, parameters or percent-encoded names.
 * @throws for an invalid one; see `databaseUrlProblem`.
 */
export function databaseAddress(url: string): DatabaseAddress {
  const { host, port, user, password, database, ssl, sslnegotiation, application_name, options, dbname } =
    parse(url);
  // The driver uses decodeURI, which leaves %2F and other reserved characters encoded.
  const path = /^\w+:\/\/[^/?]*\/([^?]*)/.exec(url)?.[1];
  const named = url.startsWith('socket:') ? database : path && decodeURIComponent(path);
  const address = {
    host,
    port: port ? Number(port) : undefined,
    user,
    password,
    database: dbname ?? named,
    ssl,
    sslnegotiation,
    application_name,
    options,
  };
  // An empty value would override the environment variable.
  return Object.fromEntries(
    Object.entries(address).filter(([, value]) => value !== undefined && value !== null && value !== ''),
  );
}

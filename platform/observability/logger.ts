import { AsyncLocalStorage } from 'node:async_hooks';
import winston from 'winston';
import { masked } from './mask.js';

/** What every line written while one request or job is handled says of it. */
export interface LogContext {
  requestId?: string;
  jobId?: string;
}

const context = new AsyncLocalStorage<LogContext>();

/** Runs `work`, during which every log line carries `ids`. */
export const withLogContext = <Result>(ids: LogContext, work: () => Result): Result => context.run(ids, work);

export const logContext = (): LogContext => context.getStore() ?? {};

const addContext = winston.format((info) => Object.assign(info, context.getStore()));

/** So that what strangers send can fill neither a disk nor the time of whoever reads or ships the log. */
const longestLineBytes = 8_192;
const bytesOfOwnFields = 500;

const maskSecrets = winston.format((info) => {
  const { level, message, ...rest } = info;
  // The message comes first, so that it is never what there is no room for.
  const safe = masked({ message, ...rest }, longestLineBytes - bytesOfOwnFields) as object;
  for (const key of Object.keys(info)) if (key !== 'level') Reflect.deleteProperty(info, key);
  return Object.assign(info, safe, { level });
});

/** Control characters would let a name forge a second line. */
const oneLine = (text: string) => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ⏎ ');

const readable = winston.format.printf(({ timestamp, level, message, service, ...rest }) => {
  const facts = Object.entries(rest)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  return oneLine(
    [String(timestamp).slice(11), level.padEnd(5), String(service), String(message), ...facts].join(' '),
  );
});

export type Logger = winston.Logger;

/** JSON lines in production, one readable line elsewhere. Everything goes to standard output. */
export function createLogger(service: string, env: { LOG_LEVEL: string; NODE_ENV: string }): Logger {
  const { combine, timestamp, json } = winston.format;
  return winston.createLogger({
    level: env.LOG_LEVEL,
    defaultMeta: { service },
    format: combine(
      addContext(),
      maskSecrets(),
      timestamp(),
      env.NODE_ENV === 'production' ? json() : readable,
    ),
    transports: [new winston.transports.Console()],
  });
}

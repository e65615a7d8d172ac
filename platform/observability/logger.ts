import { AsyncLocalStorage } from 'node:async_hooks';
import winston from 'winston';
import { masked } from './mask.js';

/** Fields added to every log line of a request or job. */
export interface LogContext {
  requestId?: string;
  jobId?: string;
}

const context = new AsyncLocalStorage<LogContext>();

/** Runs `work` in an async context whose log lines carry `ids`. */
export const withLogContext = <Result>(ids: LogContext, work: () => Result): Result => context.run(ids, work);

const addContext = winston.format((info) => Object.assign(info, context.getStore()));

/** Bounds a log line, since requests determine part of its content: a full disk, or a flooded log shipper, is an outage. */
const longestLineBytes = 8_192;
const bytesOfOwnFields = 500;

const maskSecrets = winston.format((info) => {
  const { level, message, ...rest } = info;
  // The message comes first, so that it is never truncated for the sake of other fields.
  const safe = masked({ message, ...rest }, longestLineBytes - bytesOfOwnFields) as object;
  for (const key of Object.keys(info)) if (key !== 'level') Reflect.deleteProperty(info, key);
  return Object.assign(info, safe, { level });
});

/** Control characters would allow log injection: a forged second line. */
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

/** JSON lines in production, readable lines otherwise, on stdout. */
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

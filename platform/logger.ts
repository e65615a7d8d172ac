import { AsyncLocalStorage } from 'node:async_hooks';
import winston from 'winston';

/** What every line written while one request or job is handled says of it. */
export interface LogContext {
  requestId?: string;
  jobId?: string;
}

const context = new AsyncLocalStorage<LogContext>();

/** Runs `work`, during which every log line carries `ids`. */
export const withLogContext = <Result>(ids: LogContext, work: () => Result): Result => context.run(ids, work);

export const logContext = (): LogContext => context.getStore() ?? {};

/** Field names whose values never reach a log, wherever they are nested. */
const secret = /password|secret|token|authorization|cookie|^hash$|_url$/i;

/** Passwords inside connection addresses, and bearer tokens, as they appear in messages of drivers. */
const secretText = /(\w+:\/\/[^\s:/@]*:)[^\s@]+@|(Bearer )\S+|\beyJ[\w-]+\.[\w-]+\.[\w-]*/g;

const maskText = (text: string) =>
  text.replace(secretText, (_, address?: string, bearer?: string) =>
    address ? `${address}***@` : `${bearer ?? ''}***`,
  );

/** A copy without secrets; depth is bounded, so that a cyclic object cannot hang the log. */
export function masked(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return maskText(value);
  if (value instanceof Error) {
    const { name, message, stack = '' } = value;
    return { name, message: maskText(message), stack: maskText(stack) };
  }
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (depth > 4) return '…';
  if (Array.isArray(value)) return value.slice(0, 50).map((item) => masked(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, secret.test(key) ? '***' : masked(item, depth + 1)]),
  );
}

const addContext = winston.format((info) => Object.assign(info, context.getStore()));

const maskSecrets = winston.format((info) => {
  for (const key of Object.keys(info)) {
    info[key] = secret.test(key) ? '***' : masked(info[key]);
  }
  return info;
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

import { z } from 'zod';
import { databasePoolers } from '../postgres/pooler.js';
import { databaseUrlProblem } from '../postgres/url.js';
import { redisUrlProblem } from '../redis/url.js';
import { alertSettings } from './alert-settings.js';
import { areAllOrNone, areOnePair, pushSettings } from './push-settings.js';
import { mailSettings } from './mail-settings.js';
import { weaknessOfSecret } from './secret.js';
import {
  address,
  bound,
  checked,
  choice,
  host,
  httpUrl,
  origins,
  port,
  seconds,
  share,
  wholeNumber,
} from './setting-types.js';

const databaseSettings = {
  DATABASE_URL: checked(databaseUrlProblem),
  /** The connection pooler between this process and PostgreSQL. */
  DATABASE_POOLER: choice(databasePoolers).default('none'),
};

/** Runs a cross-field check as soon as its own fields are valid, even if others are not: all problems are reported at once. */
const areRight =
  (...names: string[]) =>
  ({ issues }: { issues: readonly { path?: readonly PropertyKey[] | undefined }[] }) =>
    !issues.some(({ path }) => names.includes(String(path?.[0])));

/** Every setting of every process, each with its bounds and default. `docs/settings.md` says the same in prose. */
const settings = z
  .object({
    NODE_ENV: choice(['production', 'development', 'test']).default('production'),
    /** The public port. 0 takes any free one. */
    PORT: port.default(3000),
    /** The address of the public port: one of this machine, or a name for one. Absent: all of them. */
    HOST: host.optional(),
    /** The private port of /metrics and /healthz. */
    METRICS_PORT: port.default(9464),
    /** The address it listens on. What a process measures tells strangers too much: this machine alone, unless said. */
    METRICS_HOST: address.default('127.0.0.1'),
    ...databaseSettings,
    /** Several addresses, separated by commas, are nodes of one Redis Cluster. */
    REDIS_URL: checked(redisUrlProblem),
    /** Signs access tokens and seals what must not be read from the database. */
    JWT_SECRET: checked(weaknessOfSecret),
    /** What it signed is accepted too: the next secret or the last one, while secrets are rotated. */
    JWT_SECRET_ALSO_ACCEPTED: checked(weaknessOfSecret).optional(),
    /** Origins that sockets and cookies accept. */
    PUBLIC_ORIGIN: origins.optional(),
    /** Origins of other sites whose pages may show parts of the client, with tokens and never with cookies. */
    EMBED_ORIGINS: origins.default([]),
    ACCESS_TOKEN_TTL_SECONDS: seconds(1, 86_400).default(900),
    BOOKING_MIN_SECONDS: seconds(1, 31_536_000).default(300),
    BOOKING_MAX_SECONDS: seconds(1, 31_536_000).default(604_800),
    /** What a booking may come to with all its renewals. */
    BOOKING_TOTAL_MAX_SECONDS: seconds(1, 315_360_000).default(2_592_000),
    /** For how long a booking that is over can be renewed. 0: not at all. */
    RENEW_WITHIN_SECONDS: seconds(0, 31_536_000).default(86_400),
    /** Bookings that one user may have active at once, also those that have not begun. 0: no bound. */
    ACTIVE_BOOKINGS_PER_USER: bound(100_000).default(5),
    /** Bookings that one user may make in an hour, cancelled ones included. 0, or RATE_LIMITS off: no bound. */
    NEW_BOOKINGS_PER_HOUR: bound(100_000).default(120),
    /** What one owner may have, since anybody may become one. 0: no bound. */
    BUSINESSES_PER_OWNER: bound(100_000).default(10),
    LOTS_PER_OWNER: bound(100_000).default(50),
    SLOTS_PER_OWNER: bound(10_000_000).default(10_000),
    WEBHOOKS_PER_OWNER: bound(1_000).default(5),
    EMPLOYEES_PER_BUSINESS: bound(100_000).default(500),
    ASSIGNMENTS_PER_EMPLOYEE: bound(100_000).default(200),
    WARNING_LEAD_SECONDS: seconds(1, 86_400).default(300),
    /** For how many days read and archived notifications, and events that were told, are kept. 0: for ever. */
    RETENTION_NOTIFICATIONS_DAYS: bound(36_500).default(180),
    RETENTION_EVENTS_DAYS: bound(36_500).default(730),
    /** For how many days it is kept when devices were connected. 0: for ever. */
    RETENTION_CONNECTIONS_DAYS: bound(36_500).default(30),
    ...alertSettings,
    /** Whether webhooks of owners may be at addresses of this machine and of private networks, and without TLS. */
    WEBHOOKS_PRIVATE: choice(['on', 'off']).default('off'),
    ...pushSettings,
    ...mailSettings,
    RATE_LIMITS: choice(['on', 'off']).default('on'),
    LOG_LEVEL: choice(['error', 'warn', 'info', 'debug']).default('info'),
    /** How many proxies stand in front, so that limits count callers and not the proxy. */
    TRUST_PROXY: wholeNumber(0, 10).default(0),
    /** Where traces are sent, by OTLP over HTTP. Absent: nowhere, and OpenTelemetry is not loaded. */
    OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl.optional(),
    /** The share of traces that are sampled. */
    OTEL_TRACES_SAMPLER_ARG: share.default(1),
    /** Connections that this process may hold to PostgreSQL. */
    DATABASE_POOL_SIZE: wholeNumber(2, 200).default(10),
  })
  .refine((env) => env.BOOKING_MIN_SECONDS <= env.BOOKING_MAX_SECONDS, {
    message: 'must not be above BOOKING_MAX_SECONDS',
    path: ['BOOKING_MIN_SECONDS'],
    when: areRight('BOOKING_MIN_SECONDS', 'BOOKING_MAX_SECONDS'),
  })
  .refine((env) => env.BOOKING_MAX_SECONDS <= env.BOOKING_TOTAL_MAX_SECONDS, {
    message: 'must not be below BOOKING_MAX_SECONDS',
    path: ['BOOKING_TOTAL_MAX_SECONDS'],
    when: areRight('BOOKING_MAX_SECONDS', 'BOOKING_TOTAL_MAX_SECONDS'),
  })
  .refine((env) => env.ALERT_WEBHOOK_URL === undefined || env.ALERT_WEBHOOK_SECRET !== undefined, {
    message: 'is required with ALERT_WEBHOOK_URL, whose receiver verifies signatures with it',
    path: ['ALERT_WEBHOOK_SECRET'],
    when: areRight('ALERT_WEBHOOK_URL', 'ALERT_WEBHOOK_SECRET'),
  })
  .refine((env) => env.SMTP_URL === undefined || env.MAIL_FROM !== undefined, {
    message: 'is required with SMTP_URL: the address that letters come from',
    path: ['MAIL_FROM'],
    when: areRight('SMTP_URL', 'MAIL_FROM'),
  })
  .refine((env) => env.JWT_SECRET !== env.JWT_SECRET_ALSO_ACCEPTED, {
    message: 'must differ from JWT_SECRET, which is accepted anyway',
    path: ['JWT_SECRET_ALSO_ACCEPTED'],
    when: areRight('JWT_SECRET', 'JWT_SECRET_ALSO_ACCEPTED'),
  })
  .refine(areAllOrNone, {
    message: 'must be set together with VAPID_PRIVATE_KEY and VAPID_SUBJECT, or none of the three',
    path: ['VAPID_PUBLIC_KEY'],
    when: areRight('VAPID_PUBLIC_KEY', 'VAPID_PRIVATE_KEY', 'VAPID_SUBJECT'),
  })
  .refine(areOnePair, {
    message: 'must be the private key that VAPID_PUBLIC_KEY belongs to',
    path: ['VAPID_PRIVATE_KEY'],
    when: areRight('VAPID_PUBLIC_KEY', 'VAPID_PRIVATE_KEY'),
  })
  // With 0 each takes a free one.
  .refine((env) => env.METRICS_PORT !== env.PORT || env.PORT === 0, {
    message: 'must be another port than PORT, since metrics are not for the public: set one of the two',
    path: ['METRICS_PORT'],
    when: areRight('PORT', 'METRICS_PORT'),
  });

export type Env = Omit<z.infer<typeof settings>, 'PUBLIC_ORIGIN'> & { PUBLIC_ORIGIN: string[] };

/** Lists every problem of the settings. Values are left out, since some are secrets. */
export class InvalidSettings extends Error {
  constructor(readonly problems: string[]) {
    super(`These settings are missing or wrong:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'InvalidSettings';
  }
}

/**
 * Reads and validates all settings. An empty or blank variable counts as absent: as a number it would be 0, which means unlimited.
 * @throws InvalidSettings with one line per problem.
 */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const { PUBLIC_ORIGIN, ...env } = readSettings(settings, source);
  return {
    ...env,
    PUBLIC_ORIGIN: PUBLIC_ORIGIN ?? [`http://127.0.0.1:${env.PORT}`, `http://localhost:${env.PORT}`],
  };
}

export type DatabaseEnv = Pick<Env, keyof typeof databaseSettings>;

/**
 * Reads the settings of a command that needs the database alone.
 * @throws InvalidSettings with one line per problem.
 */
export const readDatabaseEnv = (source: NodeJS.ProcessEnv = process.env): DatabaseEnv =>
  readSettings(z.object(databaseSettings), source);

function readSettings<Schema extends z.ZodType>(schema: Schema, source: NodeJS.ProcessEnv): z.infer<Schema> {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim() !== ''));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  throw new InvalidSettings(
    result.error.issues.map(({ code, path, message }) => {
      const name = path.join('.');
      // A cross-field problem may concern a default value.
      return given[name] === undefined && code !== 'custom' ? `${name} is required` : `${name} ${message}`;
    }),
  );
}

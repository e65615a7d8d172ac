import { z } from 'zod';
import { rawCharacterProblem } from './connection-url.js';
import { databasePoolers } from './database-pooler.js';
import { databaseUrlProblem } from './database-url.js';
import { areOfOneCluster, redisNodes } from './redis-url.js';
import { weaknessOfSecret } from './secret.js';

/** In plain digits: converting whatever stands there would read 0x10 and 1e2 as numbers. */
const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,16}$/, 'must be a whole number in plain digits')
    .transform(Number)
    .pipe(z.number().min(min).max(max));
const port = wholeNumber(0, 65_535);
const seconds = wholeNumber;
const bound = (max: number) => wholeNumber(0, max);
const isUrl = (text: string, ...schemes: string[]) =>
  URL.canParse(text) && schemes.includes(new URL(text).protocol.slice(0, -1));
const databaseUrl = z.string().superRefine((text, problems) => {
  const problem = databaseUrlProblem(text);
  if (problem !== undefined) problems.addIssue(problem);
});
const redisUrl = z.string().superRefine((text, problems) => {
  const nodes = redisNodes(text);
  const raw = nodes.map(rawCharacterProblem).find((problem) => problem !== undefined);
  if (raw !== undefined) {
    problems.addIssue(raw);
  } else if (!nodes.every((node) => isUrl(node, 'redis', 'rediss'))) {
    problems.addIssue(
      'must be a URL that starts with redis:// or rediss://, or several, separated by commas, of one Cluster',
    );
  } else if (nodes.length > 1 && !areOfOneCluster(nodes)) {
    problems.addIssue('must name all nodes of a Cluster with one scheme, user and password, and no database');
  }
});
const secret = z.string().superRefine((text, problems) => {
  const weakness = weaknessOfSecret(text);
  if (weakness !== undefined) problems.addIssue(weakness);
});
const hostName = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/i;
const host = z.union(
  [z.ipv4(), z.ipv6(), z.string().regex(hostName).regex(/[a-z]/i)],
  'must be an address of this machine such as 127.0.0.1 or ::, or a host name such as localhost',
);
const origins = z
  .string()
  .transform((list) => list.split(',').map((origin) => origin.trim().replace(/\/$/, '')))
  .refine(
    (list) => list.every((origin) => URL.canParse(origin) && new URL(origin).origin === origin),
    'must be origins such as https://parkmate.example, separated by commas',
  );

const databaseSettings = {
  DATABASE_URL: databaseUrl,
  /** What stands between a process and PostgreSQL. */
  DATABASE_POOLER: z.enum(databasePoolers).default('none'),
};

/** Every setting of every process, each with its bounds and default. `docs/settings.md` says the same in prose. */
const settings = z
  .object({
    NODE_ENV: z.enum(['production', 'development', 'test']).default('production'),
    /** The public port. 0 takes any free one. */
    PORT: port.default(3000),
    /** The address of the public port: one of this machine, or a name for one. Absent: all of them. */
    HOST: host.optional(),
    /** The private port of /metrics and /healthz. */
    METRICS_PORT: port.default(9464),
    /** The address it listens on. What a process measures tells strangers too much: this machine alone, unless said. */
    METRICS_HOST: z.union([z.ipv4(), z.ipv6()]).default('127.0.0.1'),
    ...databaseSettings,
    /** Several addresses, separated by commas, are nodes of one Redis Cluster. */
    REDIS_URL: redisUrl,
    /** Signs access tokens and seals what must not be read from the database. */
    JWT_SECRET: secret,
    /** Origins that sockets and cookies accept. */
    PUBLIC_ORIGIN: origins.optional(),
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
    EMPLOYEES_PER_BUSINESS: bound(100_000).default(500),
    ASSIGNMENTS_PER_EMPLOYEE: bound(100_000).default(200),
    WARNING_LEAD_SECONDS: seconds(1, 86_400).default(300),
    /** For how many days read and archived notifications, and events that were told, are kept. 0: for ever. */
    RETENTION_NOTIFICATIONS_DAYS: bound(36_500).default(180),
    RETENTION_EVENTS_DAYS: bound(36_500).default(730),
    RATE_LIMITS: z.enum(['on', 'off']).default('on'),
    LOG_LEVEL: z.enum(['error', 'warn', 'info', 'debug']).default('info'),
    /** How many proxies stand in front, so that limits count callers and not the proxy. */
    TRUST_PROXY: wholeNumber(0, 10).default(0),
    /** Connections that this process may hold to PostgreSQL. */
    DATABASE_POOL_SIZE: wholeNumber(2, 200).default(10),
  })
  .refine((env) => env.BOOKING_MIN_SECONDS <= env.BOOKING_MAX_SECONDS, {
    message: 'must not be above BOOKING_MAX_SECONDS',
    path: ['BOOKING_MIN_SECONDS'],
  })
  .refine((env) => env.BOOKING_MAX_SECONDS <= env.BOOKING_TOTAL_MAX_SECONDS, {
    message: 'must not be below BOOKING_MAX_SECONDS',
    path: ['BOOKING_TOTAL_MAX_SECONDS'],
  });

export type Env = Omit<z.infer<typeof settings>, 'PUBLIC_ORIGIN'> & { PUBLIC_ORIGIN: string[] };

/** Says everything that is wrong with the settings at once. Values are left out, since some are secrets. */
export class InvalidSettings extends Error {
  constructor(readonly problems: string[]) {
    super(`These settings are missing or wrong:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'InvalidSettings';
  }
}

/**
 * Reads and checks all settings. A variable that is empty or blank counts as absent: as a number it would be 0, no bound.
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
      // One that contradicts another may be there by default.
      return given[name] === undefined && code !== 'custom' ? `${name} is required` : `${name} ${message}`;
    }),
  );
}

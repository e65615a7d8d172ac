import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';
import { migrations } from '../../migrations/index.js';
import { migrate } from '../../platform/postgres/migrate.js';

export interface TestDatabase {
  url: string;
  drop: () => Promise<void>;
}

/** Of a server whose databases the tests may make and drop as they like. `npm test` starts one and says where. */
function serverUrl(): string {
  const url = process.env.TEST_DATABASE_URL;
  if (!url) throw new Error('TEST_DATABASE_URL is missing: run the tests with npm test.');
  return url;
}

function urlOf(database: string): string {
  const url = new URL(serverUrl());
  url.pathname = `/${database}`;
  return url.href;
}

async function onServer<Result>(work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: serverUrl() });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** What databases are copied from, in a fraction of the time that it takes to make one. */
export interface Template {
  /** In its name in PostgreSQL. */
  kind: string;
  /** What it is made by: where this changes, a new one is made. */
  source: string;
  /** @param url of an empty database. */
  fill: (url: string) => Promise<unknown>;
}

/** Any number: it keeps two runs of the tests from making a template at the same time. */
const templateLock = 1_963_700_001;

async function makeTemplate({ kind, source, fill }: Template): Promise<string> {
  const name = `parkmate_${kind}_${createHash('sha256').update(source).digest('hex').slice(0, 16)}`;
  await onServer(async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [templateLock]);
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount !== 0) return;
    // It gets its name only when it is complete.
    const unfinished = `${name}_unfinished`;
    await client.query(`DROP DATABASE IF EXISTS ${unfinished} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${unfinished}`);
    await fill(urlOf(unfinished));
    await client.query(`ALTER DATABASE ${unfinished} RENAME TO ${name}`);
  });
  return name;
}

const made = new Map<Template, Promise<string>>();

/** A database of its own for each caller. */
export async function databaseFrom(template: Template): Promise<TestDatabase> {
  const name = made.get(template) ?? makeTemplate(template);
  made.set(template, name);
  return createDatabase(await name);
}

/** Migrated, without rows. */
export const migratedTemplate: Template = {
  kind: 'template',
  source: migrations.map((migration) => String(migration)).join(),
  fill: (url) => migrate(url, migrations),
};

/** A migrated database without rows. */
export const freshDatabase = (): Promise<TestDatabase> => databaseFrom(migratedTemplate);

/** A database without even a schema. */
export const emptyDatabase = ({ encoding = 'UTF8' } = {}) =>
  encoding === 'UTF8'
    ? createDatabase('template1')
    : createDatabase(`template0 ENCODING '${encoding}' LOCALE_PROVIDER libc LOCALE 'C'`);

async function createDatabase(template: string): Promise<TestDatabase> {
  const name = `parkmate_test_${randomBytes(8).toString('hex')}`;
  await onServer((client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`));
  return {
    url: urlOf(name),
    drop: async () => {
      await onServer((client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    },
  };
}

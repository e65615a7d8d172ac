import type pg from 'pg';

/**
 * What ParkMate relies on in a session of PostgreSQL, and a role or a database may bring along otherwise (ALTER ROLE … SET).
 * Left as they are: search_path, which chooses where the tables are; default_transaction_read_only, which is a refusal;
 * and the language of messages, which nothing here reads.
 */
const settings: Record<string, string> = {
  // How values look when they come back as text. The driver itself asks for UTF-8.
  DateStyle: 'ISO, MDY',
  IntervalStyle: 'postgres',
  TimeZone: 'UTC',
  bytea_output: 'hex',
  extra_float_digits: '1',
  // What the SQL means.
  standard_conforming_strings: 'on',
  array_nulls: 'on',
  transform_null_equals: 'off',
  default_transaction_isolation: 'read committed',
  default_transaction_deferrable: 'off',
  // Ends a statement that hangs, so that one lost lock cannot hold a caller for ever; a shorter bound on locks would
  // fail callers who only have to take turns.
  statement_timeout: '15s',
  lock_timeout: '0',
  // A process that freezes inside a transaction must not keep its locks: what it holds cannot expire meanwhile.
  idle_in_transaction_session_timeout: '4s',
  idle_session_timeout: '0',
  plan_cache_mode: 'auto',
};

export const statementTimeoutMs = 15_000;

/** Without these, answers would be wrong or writes would fail, whatever else is well. */
const indispensable = [
  'DateStyle',
  'standard_conforming_strings',
  'array_nulls',
  'transform_null_equals',
  'default_transaction_isolation',
];

/** Without these, a statement or a frozen process may hold others up for long. */
const advised = ['statement_timeout', 'idle_in_transaction_session_timeout'];

/** An older server, which does not know the setting, is to be refused with a better reason. */
const setTransactionTimeout = `SELECT set_config('transaction_timeout', '0', false)
  WHERE current_setting('server_version_num')::int >= 170000`;

const setAll = [
  setTransactionTimeout,
  ...Object.entries(settings).map(([name, value]) => `SET ${name} = '${value}'`),
  // Any other value waits until a commit is on disk, here or elsewhere. This one loses what was answered 2xx.
  `SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'`,
].join(';');

/** Sets all of them for a session that is ours alone. Several statements in one round trip. */
export async function setSession(client: pg.ClientBase): Promise<void> {
  await client.query(setAll);
}

const look = `SELECT name, setting FROM pg_settings WHERE name = ANY($1)`;

/**
 * Says what differs in sessions that are not ours to set, since a pooler lends them for one transaction at a time.
 * @throws when something indispensable differs, with the statements that put it right.
 * @returns advice where something else does.
 */
export async function checkSession(client: pg.ClientBase): Promise<string | undefined> {
  const { rows } = await client.query<{ name: string; setting: string }>(look, [
    [...indispensable, ...advised],
  ]);
  const found = new Map(rows.map(({ name, setting }) => [name, setting]));
  const differs = (name: string) => !isGood(name, found.get(name) ?? '');
  const toSet = (names: string[]) =>
    names.map((name) => `ALTER ROLE … SET ${name} = '${settings[name] ?? ''}'`).join('; ');

  const wrong = indispensable.filter(differs);
  if (wrong.length > 0) {
    const named = wrong.map((name) => `${name} is '${found.get(name) ?? ''}'`).join(', ');
    throw new Error(
      `ParkMate cannot work with the settings of its role or database: ${named}. With DATABASE_POOLER=transaction ` +
        `it cannot set them itself. Run for the role of DATABASE_URL, and let the pooler connect anew: ${toSet(wrong)}`,
    );
  }
  const missing = advised.filter(differs);
  return missing.length > 0 ? toSet(missing) : undefined;
}

function isGood(name: string, setting: string): boolean {
  if (name === 'DateStyle') return setting.startsWith('ISO');
  if (advised.includes(name)) return setting !== '0';
  return setting === settings[name];
}
